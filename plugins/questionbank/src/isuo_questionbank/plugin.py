"""The plugin: its manifest, its one setting, and how it begins and ends to serve a school."""

from __future__ import annotations

import asyncio
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from isuo_graph import sdk
from isuo_questionbank.provider import QuestionBankTests

DISTRIBUTION: Final = "isuo-graph-questionbank"


class Settings(BaseModel):
    """What a school sets."""

    model_config = ConfigDict(frozen=True, title="Question bank")

    folder: Annotated[str, StringConstraints(min_length=1)] = Field(
        description="Folder of GIFT files on the server: an absolute path, or a name in the plugin's own folder."
    )


class QuestionBank:
    """Tests from a folder of GIFT files, scored on the school's own server."""

    def __init__(self) -> None:
        self._tests: QuestionBankTests | None = None

    @property
    def manifest(self) -> sdk.Manifest:
        """Say who the plugin is."""
        return sdk.Manifest(
            id="questionbank",
            name=sdk.Texts(ky="Тесттер банкы", ru="Банк тестов", en="Question bank"),
            version=version(DISTRIBUTION),
            contract=">=1,<2",
            capabilities=frozenset({sdk.Capability.TESTS}),
            operations=frozenset({sdk.Operation.TEST_QUESTIONS, sdk.Operation.TEST_SCORE, sdk.Operation.TEST_CHANGES}),
            config_schema=sdk.config_schema(Settings),
            data_location=sdk.DataLocation(hosting=sdk.Hosting.SCHOOL, country="KG"),
            personal_data=_PERSONAL_DATA,
            removal=sdk.Texts(
                ky="Плагин окуучулар жөнүндө эч нерсе сактабайт; аракеттер жана баллдар мектептин журналында калат.",
                ru="Плагин ничего не хранит об учениках; попытки и баллы остаются в системе школы.",
                en="The plugin keeps nothing about learners; attempts and scores stay in the school's own system.",
            ),
            rate_limit_per_s=200.0,
            max_concurrency=8,
            fresh_for_s=60,
        )

    async def open(self, config: sdk.Config, context: sdk.Context) -> sdk.Providers:
        """Read the folder for the first time. Raises BadConfig when there is none; broken questions are no reason to
        fail.
        """
        settings = sdk.read_config(Settings, config)
        folder = context.folder / settings.folder  # an absolute path stands for itself
        if not Path(settings.folder).is_absolute() and ".." in Path(settings.folder).parts:
            raise sdk.BadConfig("folder", "a name in the plugin's own folder must not lead out of it")
        if not await asyncio.to_thread(folder.is_dir):
            raise sdk.BadConfig("folder", "there is no such folder")
        tests = QuestionBankTests(folder, context.folder, context.log)
        await tests.refresh()
        self._tests = tests
        return sdk.Providers(tests=tests)

    async def close(self) -> None:
        """Let go of what was read."""
        tests, self._tests = self._tests, None
        if tests is not None:
            await tests.aclose()


_PERSONAL_DATA: Final = (
    sdk.PersonalData(
        field=sdk.PersonalField.PSEUDONYM,
        purpose=sdk.Texts(
            ky="Тесттин жыйынтыгын ким тапшырганына байлоо үчүн; аты-жөнү берилбейт.",
            ru="Чтобы связать результат с тем, кто сдавал тест; имя не передаётся.",
            en="To tie a result to the learner who sat the test; the name is not passed on.",
        ),
        direction=sdk.Direction.OUT,
        retention_days=0,
    ),
    sdk.PersonalData(
        field=sdk.PersonalField.TEST_RESPONSE,
        purpose=sdk.Texts(
            ky="Жоопторду текшерүү үчүн; текшерилгенден кийин сакталбайт.",
            ru="Чтобы проверить ответы; после проверки не хранится.",
            en="To score the answers; not kept after scoring.",
        ),
        direction=sdk.Direction.OUT,
        retention_days=0,
    ),
    sdk.PersonalData(
        field=sdk.PersonalField.TEST_ATTEMPT,
        purpose=sdk.Texts(
            ky="Окуучунун тестке болгон аракеттерин мектепте көрсөтүү үчүн.",
            ru="Чтобы показать в школе попытки ученика.",
            en="To show the learner's attempts at school.",
        ),
        direction=sdk.Direction.IN,
        retention_days=0,
    ),
    sdk.PersonalData(
        field=sdk.PersonalField.TEST_SCORE,
        purpose=sdk.Texts(
            ky="Окуучунун баллдарын мектепте көрсөтүү үчүн.",
            ru="Чтобы показать в школе баллы ученика.",
            en="To show the learner's scores at school.",
        ),
        direction=sdk.Direction.IN,
        retention_days=0,
    ),
)
