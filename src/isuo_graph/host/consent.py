"""The border: which students a plugin may hear of, and under which name. Every call passes here first.

Takes student ids; gives learners by id. Who has not consented to this purpose and this recipient, or whose consent has
ended, is absent. What leaves is written down before it leaves; a ПИН is never read here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from isuo_graph import sdk
from isuo_graph.host.ceiling import Ceiling
from isuo_graph.host.disclosure import Disclosures, Leaving
from isuo_graph.host.enabled import Setting
from isuo_graph.host.running import Running
from isuo_graph.host.statements import Statements, ids_text
from isuo_graph.host.trouble import PluginFailed, Trouble
from isuo_graph.kit import pairwise
from isuo_graph.kit.clock import Clock
from isuo_graph.policy.guard import Purpose
from isuo_graph.sdk import Capability, PersonalField
from isuo_graph.store.read import ReadLane

PURPOSES: Final = {Capability.COURSES: Purpose.ELEARNING, Capability.TESTS: Purpose.TESTING}
"""Under which consent a capability may hear of students; materials never do."""
WRITE_S: Final = 0.8
"""How long writing the disclosure may take at least, however little time a plugin asks for; a guess."""
_ABOUT_PERSON: Final = frozenset(
    {PersonalField.PSEUDONYM, PersonalField.NAME, PersonalField.EMAIL, PersonalField.BIRTH_DATE, PersonalField.LANGUAGE}
)


_NAME: Final = frozenset({PersonalField.NAME})


class Recipient(Protocol):
    """Whom data go to: a plugin at a school, whether it is opened or not."""

    @property
    def setting(self) -> Setting:
        """How the school has set it up."""
        ...

    @property
    def manifest(self) -> sdk.Manifest:
        """What it says of itself."""
        ...

    @property
    def ceiling(self) -> Ceiling:
        """What may pass."""
        ...

    @property
    def pair_key(self) -> bytes:
        """The key of its pairwise ids."""
        ...


@dataclass(frozen=True)
class NoConsent:
    """Stands for a value that is not there because its student's consent is not."""

    purpose: Purpose


@dataclass(frozen=True)
class Border:
    """Lets students' data out."""

    lane: ReadLane[Any]
    statements: Statements
    clock: Clock
    disclosures: Disclosures

    async def learners(
        self, running: Running, capability: Capability, student_ids: Collection[int]
    ) -> Mapping[int, sdk.Learner]:
        """Give those who may be named to the plugin, as it may know them, and write down that they are.

        Raises PluginFailed with UNDECLARED where the manifest does not declare even the pseudonym.
        """
        fields = running.ceiling.out & _ABOUT_PERSON
        if PersonalField.PSEUDONYM not in fields:
            raise PluginFailed(running.setting.plugin_id, Trouble.UNDECLARED, "pseudonym")
        found = await self._consented(running, PURPOSES[capability], student_ids, fields)
        leaving = Leaving(running.setting.school_id, running.setting.plugin_id, PURPOSES[capability], fields)
        try:
            async with asyncio.timeout(max(WRITE_S, running.gate.bounds.deadline_s)):
                await self.disclosures.write(leaving, found.keys())
        except TimeoutError:
            raise PluginFailed(running.setting.plugin_id, Trouble.BUSY, "the disclosure was not written") from None
        return found

    async def listed(
        self, recipient: Recipient, purpose: Purpose, student_ids: Collection[int]
    ) -> Mapping[int, sdk.Learner]:
        """Give those who may be named for a purpose, with the school's own name for each: for the school to read.

        Raises PluginFailed where it cannot be written down that their pairwise ids are given out.
        """
        found = await self._consented(recipient, purpose, student_ids, _NAME)
        fields = frozenset({PersonalField.PSEUDONYM})
        leaving = Leaving(recipient.setting.school_id, recipient.setting.plugin_id, purpose, fields)
        await self.disclosures.write(leaving, found.keys())
        return found

    async def of_school(self, running: Running, capability: Capability) -> Mapping[str, int]:
        """Give the students of the school who consented, by pseudonym: for reading what a vendor sends of them."""
        rows = await self.lane.fetch_rows(self.statements.students(), (running.setting.school_id,))
        every: list[Any] = [row[0] for row in rows]
        found = await self._consented(running, PURPOSES[capability], every, frozenset())
        return {learner.pseudonym: student_id for student_id, learner in found.items()}

    async def _consented(
        self, recipient: Recipient, purpose: Purpose, student_ids: Collection[int], fields: frozenset[PersonalField]
    ) -> Mapping[int, sdk.Learner]:
        """Ask for the whole batch by one statement."""
        if not student_ids:
            return {}
        setting = recipient.setting
        is_abroad = recipient.manifest.data_location.crosses_border
        sql, columns = self.statements.learners(fields, is_abroad=is_abroad)
        given = (setting.school_id, ids_text(student_ids), purpose.value, setting.plugin_id, self.clock.now_ms())
        rows: Sequence[tuple[Any, ...]] = await self.lane.fetch_rows(sql, given)
        return {
            row[0]: _learner(
                pairwise.pseudonym(recipient.pair_key, row[0]), row[1], dict(zip(columns, row[2:], strict=True))
            )
            for row in rows
        }


def _learner(pseudonym: str, class_code: str | None, read: Mapping[str, Any]) -> sdk.Learner:
    name = " ".join(read[one] for one in ("s.family_name", "s.given_name", "s.patronymic") if read.get(one))
    birth_date = read.get("s.birth_date")
    language = str(read.get("c.language") or "").lower()
    return sdk.Learner(
        pseudonym,
        class_code=class_code,
        name=name or None,
        email=read.get("s.email"),
        birth_date=date.fromisoformat(birth_date) if isinstance(birth_date, str) else birth_date,
        language=sdk.Locale(language) if language in set(sdk.Locale) else None,
    )
