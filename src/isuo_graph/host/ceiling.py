"""The ceiling of what may pass between the house and a plugin: what its manifest declares and the school agreed to.

A new version that asks for more gets no more, until the school enables it anew and consent is asked again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from isuo_graph import sdk
from isuo_graph.sdk import Direction, Manifest, PersonalField


@dataclass(frozen=True)
class Ceiling:
    """What may go out and what may come in."""

    out: frozenset[PersonalField] = frozenset()
    back: frozenset[PersonalField] = frozenset()

    def covers(self, sends: Iterable[PersonalField], brings: Iterable[PersonalField]) -> bool:
        """Tell whether a question may be asked at all."""
        return self.out.issuperset(sends) and self.back.issuperset(brings)

    def lowered(self, value: Any) -> Any:  # noqa: ANN401 - a value of the contract
        """Drop from an answer what was not declared: points of attempts need TEST_SCORE beside TEST_ATTEMPT."""
        if isinstance(value, tuple):
            return tuple(self.lowered(one) for one in value)
        if isinstance(value, sdk.Attempt) and PersonalField.TEST_SCORE not in self.back:
            return replace(value, points=None, max_points=None, questions=())
        return value

    def admits(self, record: object) -> bool:
        """Tell whether a record that came unasked (a change) may be kept."""
        needed = _NEEDED.get(type(record))
        return needed is None or needed in self.back


_NEEDED = {
    sdk.Enrolment: PersonalField.COURSE_ENROLMENT,
    sdk.Progress: PersonalField.COURSE_PROGRESS,
    sdk.Attempt: PersonalField.TEST_ATTEMPT,
}


def ceiling(manifest: Manifest, agreed: Manifest) -> Ceiling:
    """Give what may pass: declared today, and not beyond what was agreed."""
    beyond = {item.field for item in manifest.beyond(agreed)}
    declared = [item.field for item in manifest.personal_data if item.field not in beyond]
    return Ceiling(
        frozenset(one for one in declared if manifest.may_pass(one, Direction.OUT)),
        frozenset(one for one in declared if manifest.may_pass(one, Direction.IN)),
    )
