"""What a unit leaves behind beside its rows: one audit entry, and its events. Takes the unit's notes, gives rows to
write.
"""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from isuo_graph.graph.act import ActSpec
from isuo_graph.kit.errors import Code, Refusals, Refused
from isuo_graph.policy.viewer import Viewer
from isuo_graph.store.tables import AuditEntry, Event
from isuo_graph.store.unit import Happening, Moment, Notes

DONE = "DONE"
"""The outcome of an act that was done; of a refused one it is the refusal's code."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did what in which request; the same for the act done and for the act refused."""

    viewer: Viewer
    spec: ActSpec
    request_id: str
    moment: Moment


def done(row_id: int, deed: Deed, notes: Notes) -> AuditEntry:
    """Make the audit row of an act that was done."""
    return _entry(row_id, deed, notes, DONE)


def refused(row_id: int, deed: Deed, notes: Notes, exc: BaseException) -> AuditEntry:
    """Make the audit row of an act that was refused: its codes and message keys, and none of the values."""
    reasons = exc.refusals if isinstance(exc, Refusals) else (exc,) if isinstance(exc, Refused) else ()
    told = Notes(notes.school_id, notes.subject_id, {"refusals": tuple(reason.message for reason in reasons)})
    return _entry(row_id, deed, told, str(reasons[0].code if reasons else Code.INTERNAL))


def event(row_id: int, moment: Moment, happening: Happening) -> Event:
    """Make the row of an event."""
    payload = orjson.dumps(happening.ids).decode()
    return Event(id=row_id, at=moment.now, kind=happening.kind, school_id=happening.school_id, payload=payload)


def _entry(row_id: int, deed: Deed, notes: Notes, outcome: str) -> AuditEntry:
    viewer, right = deed.viewer, deed.spec.right
    return AuditEntry(
        id=row_id,
        at=deed.moment.now,
        account_id=viewer.account_id,
        session_id=viewer.session_id,
        roles=",".join(viewer.role_names),
        act=deed.spec.log,
        right=None if right is None else str(right),
        school_id=notes.school_id,
        subject_id=notes.subject_id,
        request_id=deed.request_id,
        outcome=outcome,
        detail=orjson.dumps(notes.detail).decode(),
    )
