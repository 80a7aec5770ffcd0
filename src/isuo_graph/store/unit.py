"""The unit of work: one write transaction, given to every act as its first argument.

It carries who acts, when, and in which language; it reaches rows only within the viewer's scope; it gathers what the
audit trail and the outbox will say. `write.py` opens it, commits it and undoes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from isuo_graph.graph.act import ActSpec
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.kit.language import Language
from isuo_graph.policy.rights import Right
from isuo_graph.policy.viewer import Viewer
from isuo_graph.store.changes import Changes
from isuo_graph.store.columns import Table
from isuo_graph.store.line import Answered, Line

T = TypeVar("T", bound=Table)
S = TypeVar("S")

# What a trail may say beside ids: codes, counts, yes/no. Text is for codes and names of fields, never for what a person
# wrote.
Detail = int | str | bool | tuple[int, ...] | tuple[str, ...] | None


class RowCheck(Protocol):
    """Makes the statement that gives one row when the row lies within the viewer's scope, none otherwise (made by
    `plan`).
    """

    def __call__(
        self, node_class: type, right: Right, viewer: Viewer, row_id: int, now_ms: int, today: date, /
    ) -> tuple[str, Sequence[object]]:
        """Give SQL with the dialect's own placeholders (`?1`, `$1`) and its parameters."""
        ...


@dataclass(frozen=True, slots=True)
class Moment:
    """The time of a unit; it stands still while the unit lasts."""

    now: datetime
    now_ms: int
    today: date


@dataclass(frozen=True, slots=True)
class Happening:
    """An event to be, as an act emitted it."""

    kind: str
    school_id: int | None
    ids: dict[str, Detail]


@dataclass
class Notes:
    """What an act wants said about itself: for the audit row, for the outbox, and for a repeated call."""

    school_id: int | None = None
    subject_id: int | None = None
    detail: dict[str, Detail] = field(default_factory=dict)
    events: list[Happening] = field(default_factory=list)
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One write transaction. After a refusal nothing of it is written.

    `earlier` is the answer (JSON) that this very call gave before under its idempotency key; where it is not None, the
    act must not run again.
    """

    session: AsyncSession
    viewer: Viewer
    spec: ActSpec
    language: Language
    moment: Moment
    notes: Notes
    new_id: Callable[[], int]
    row_check: RowCheck
    earlier: str | None = None
    services: Mapping[type, object] = field(default_factory=lambda: MappingProxyType({}))
    """What acts need beside the database, by type: keys, password checks, who calls from where."""
    changes: Changes | None = None
    """The rows written so far; the write lane watches them for what follows at the end of the unit."""
    line: Line | None = None
    """The unit's line to the database, to be let go while slow work runs."""

    @property
    def now(self) -> datetime:
        """The moment of the act, aware, in UTC."""
        return self.moment.now

    @property
    def now_ms(self) -> int:
        """The moment of the act in whole milliseconds since 1970."""
        return self.moment.now_ms

    @property
    def today(self) -> date:
        """The day of the act in the school's zone."""
        return self.moment.today

    async def get(self, table: type[T], row_id: int, path: tuple[str | int, ...] = ()) -> T:
        """Give the row. Raises Refused with NOT_IN_SCOPE when there is none."""
        row = await self.session.get(table, row_id)
        if row is None:
            raise _not_found(path)
        return row

    async def reach(
        self, node_class: type, row_id: int, right: Right | None = None, path: tuple[str | int, ...] = ()
    ) -> Any:  # noqa: ANN401 - the row's class is said by the node's declaration
        """Give the row, which must lie within the viewer's scope for `right` (by default the act's own).

        Raises the very same Refused for a row that is absent and for one out of scope; both are asked for the same
        statements.
        """
        needed = right or self.spec.right
        if needed is None:
            raise ValueError(f"{self.spec.name} has no right of its own: say which one reaching a row takes")
        row = await self.session.get(_table_of(node_class), row_id)
        if not await self._is_within(node_class, needed, row_id) or row is None:
            raise _not_found(path)
        return row

    async def _is_within(self, node_class: type, right: Right, row_id: int) -> bool:
        """Ask on the unit's own connection, so that rows written earlier in the unit count."""
        sql, params = self.row_check(node_class, right, self.viewer, row_id, self.now_ms, self.today)
        await self.session.flush()
        connection = await self.session.connection()
        result = await connection.exec_driver_sql(sql, tuple(params))
        return result.first() is not None

    def change(self, row: Table, version: int | None, path: tuple[str | int, ...] = ("version",)) -> None:
        """Count the row's version on, for a row that people edit; `version` is the one the caller had seen, None for
        any.

        Raises Refused with CONFLICT when the row was changed since.
        """
        current: int = row.version  # type: ignore[attr-defined] # only rows with a version are changed by it
        if version is not None and version != current:
            raise Refused(Code.CONFLICT, "row.changed", path=path)
        row.version = current + 1

    def service(self, kind: type[S]) -> S:
        """Give the service of the type. Raises LookupError where the composition root has put none in."""
        found = self.services.get(kind)
        if not isinstance(found, kind):
            raise LookupError(f"no {kind.__name__} among the services that acts are given")  # noqa: TRY004 - it is absent
        return found

    async def keep(self) -> None:
        """Commit what was written so far, though the act may yet be refused; what follows is another transaction.

        For what a refusal must leave behind: a counted attempt to sign in, the end of a stolen session. Not for calls
        with an idempotency key, whose answer must come with their rows; such a call says `let_go` first.
        """
        await self._line.keep()

    async def let_go(self) -> None:
        """Undo what was written so far, with the call's claim on its idempotency key, and let other writers in.

        Before a refusal, or before work that takes long; rows read so far must then be read again.
        """
        await self._line.let_go()

    async def take_up(self) -> None:
        """Go on after `let_go`, in another transaction. What was checked before it must be checked again.

        Raises Answered where the same call came twice, and the other one was done meanwhile; it passes through the act.
        """
        earlier = await self._line.open()
        if earlier is not None:
            raise Answered(earlier)

    @property
    def _line(self) -> Line:
        assert self.line is not None, "the write lane gives every unit its line"
        return self.line

    def note(self, *, subject_id: int | None = None, school_id: int | None = None, **detail: Detail) -> None:
        """Say what the audit row of this act tells: whom it is about, where, and ids or codes. Later notes add to
        earlier ones.
        """
        self.notes.subject_id = self.notes.subject_id if subject_id is None else subject_id
        self.notes.school_id = self.notes.school_id if school_id is None else school_id
        self.notes.detail.update(detail)

    def emit(self, kind: str, *, school_id: int | None = None, **ids: Detail) -> None:
        """Put an event into the outbox, in this very transaction. `kind` reads like an audit tag,
        `journal:mark_recorded`.
        """
        self.notes.events.append(Happening(kind, school_id, dict(ids)))

    def conclude(self, outcome: str) -> None:
        """Keep the act's answer (JSON) under the call's idempotency key; a call without a key keeps nothing."""
        self.notes.outcome = outcome


def _table_of(node_class: type) -> type[Table]:
    table: type[Table] = node_class.__node__.table  # type: ignore[attr-defined] # put there by @node
    return table


def _not_found(path: tuple[str | int, ...]) -> Refused:
    return Refused(Code.NOT_IN_SCOPE, "row.not_found", path=path)
