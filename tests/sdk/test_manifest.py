"""What a manifest promises, and which faulty ones never come to be."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, SecretStr, ValidationError

from isuo_graph import sdk
from isuo_graph.sdk import Direction, PersonalField

TEXT = sdk.Texts(ky="Тест үчүн", ru="Для теста", en="For the test")
OTHER_TEXT = sdk.Texts(ky="Жарнама үчүн", ru="Для рекламы", en="For advertising")


def personal(field: PersonalField, direction: Direction = Direction.BOTH, days: int = 30) -> sdk.PersonalData:
    return sdk.PersonalData(field=field, purpose=TEXT, direction=direction, retention_days=days)


def manifest(**changes: object) -> sdk.Manifest:
    """A sound manifest of invented content, with the changes under test."""
    known: dict[str, Any] = {
        "id": "sample",
        "name": TEXT,
        "version": "1.2.3",
        "contract": ">=1,<2",
        "capabilities": {sdk.Capability.TESTS},
        "data_location": sdk.DataLocation(hosting=sdk.Hosting.SCHOOL, country="KG"),
        "personal_data": (personal(PersonalField.PSEUDONYM, Direction.OUT),),
        "removal": TEXT,
    }
    return sdk.Manifest.model_validate({**known, **changes})


def test_the_deadline_is_800_ms_unless_said_otherwise() -> None:
    assert manifest().deadline_ms == 800


def test_a_manifest_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        manifest().version = "2.0.0"  # type: ignore[misc]  # the assignment is the fault under test


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "Sample Plugin"}, "id"),
        ({"name": {"ky": " ", "ru": "a", "en": "b"}}, "name.ky"),
        ({"name": {"ru": "a", "en": "b"}}, "name.ky"),
        ({"version": "one"}, "semantic version"),
        ({"contract": "1"}, ">=1,<2"),
        ({"capabilities": set()}, "capabilities"),
        ({"deadline_ms": 0}, "deadline_ms"),
        ({"rate_limit_per_s": 0}, "rate_limit_per_s"),
        ({"operations": {sdk.Operation.COURSE_ENROL}}, "operation course_enrol needs the capability courses"),
        ({"personal_data": (personal(PersonalField.NAME),)}, "must declare the pseudonym"),
        ({"personal_data": (personal(PersonalField.PSEUDONYM),) * 2}, "pseudonym twice"),
        ({"capabilities": {sdk.Capability.MATERIALS}}, "may not ask for personal data"),
        ({"config_schema": {"type": "object"}}, "additionalProperties"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_faulty_manifest_is_refused_by_name(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=r"\S") as refusal:
        manifest(**changes)
    assert message in str(refusal.value)


def test_no_personal_field_is_the_pin() -> None:
    with pytest.raises(ValidationError):
        sdk.PersonalData.model_validate({"field": "pin", "purpose": TEXT, "direction": "out", "retention_days": 1})


class Settings(BaseModel):
    """Settings of an invented vendor."""

    url: str
    api_token: SecretStr


def test_a_secret_setting_is_marked_in_the_schema_and_named_by_the_manifest() -> None:
    assert manifest(config_schema=sdk.config_schema(Settings)).secrets == {"api_token"}


def test_a_setting_that_sounds_like_a_secret_must_be_marked() -> None:
    schema = {"type": "object", "additionalProperties": False, "properties": {"api_token": {"type": "string"}}}
    with pytest.raises(ValidationError, match="must be marked writeOnly"):
        manifest(config_schema=schema)


def test_a_secret_below_the_top_level_is_refused() -> None:
    class Outer(BaseModel):
        inner: Settings

    with pytest.raises(ValidationError, match="secrets stand at the top level"):
        manifest(config_schema=sdk.config_schema(Outer))


def test_a_wrong_setting_is_named_and_its_value_is_not_repeated() -> None:
    with pytest.raises(sdk.BadConfig) as refusal:
        sdk.read_config(Settings, {"url": "x", "api_token": ["hunter2"]})
    assert refusal.value.field == "api_token"
    assert "hunter2" not in str(refusal.value)


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(sdk.BadConfig, match="colour"):
        sdk.read_config(Settings, {"url": "x", "api_token": "t", "colour": "red"})


@pytest.mark.parametrize(
    ("declared", "asked", "may"),
    [
        (Direction.BOTH, Direction.IN, True),
        (Direction.BOTH, Direction.BOTH, True),
        (Direction.OUT, Direction.OUT, True),
        (Direction.OUT, Direction.IN, False),
        (Direction.IN, Direction.BOTH, False),
    ],
)
def test_only_a_declared_direction_may_pass(declared: Direction, asked: Direction, may: bool) -> None:
    ceiling = manifest(personal_data=(personal(PersonalField.PSEUDONYM, declared),))
    assert ceiling.may_pass(PersonalField.PSEUDONYM, asked) is may


def test_an_undeclared_field_may_not_pass() -> None:
    assert not manifest().may_pass(PersonalField.NAME, Direction.OUT)


def test_the_same_manifest_asks_for_nothing_beyond_the_consent() -> None:
    assert manifest().beyond(manifest()) == ()


@pytest.mark.parametrize(
    "wider",
    [
        personal(PersonalField.PSEUDONYM, Direction.BOTH),
        personal(PersonalField.PSEUDONYM, Direction.OUT, days=31),
        personal(PersonalField.PSEUDONYM, Direction.OUT).model_copy(
            update={"purpose": TEXT.model_copy(update={"en": "Ads"})}
        ),
    ],
)
def test_a_new_direction_purpose_or_longer_retention_goes_beyond_the_consent(wider: sdk.PersonalData) -> None:
    assert manifest(personal_data=(wider,)).beyond(manifest()) == (wider,)


def test_a_new_field_goes_beyond_the_consent() -> None:
    name = personal(PersonalField.NAME, Direction.OUT)
    assert manifest(personal_data=(*manifest().personal_data, name)).beyond(manifest()) == (name,)


def test_data_kept_in_another_country_crosses_the_border() -> None:
    assert sdk.DataLocation(hosting=sdk.Hosting.VENDOR, country="DE").crosses_border


def test_texts_are_given_in_the_readers_language() -> None:
    assert TEXT.said_in(sdk.Locale.KY) == "Тест үчүн"


def test_every_operation_belongs_to_a_capability() -> None:
    assert {operation.capability for operation in sdk.Operation} == set(sdk.Capability)


def test_a_manifest_survives_json() -> None:
    assert sdk.Manifest.model_validate_json(manifest().model_dump_json()) == manifest()
