"""The authorized selection: what will be shown of each row, every guarded field with its decision. Data only.

`authorize` makes it, `build` writes it as SQL, `explain` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from isuo_graph.graph.catalogue import Field, NodeType, Storage
from isuo_graph.plan.objects import Branch
from isuo_graph.plan.values import Value
from isuo_graph.policy.decide import Decision
from isuo_graph.policy.rows import Predicate

COUNTED = " withheld"
"""The key under which a row tells what is counted; a space, so no response key is like it."""


@dataclass(frozen=True)
class Name:
    """`__typename`."""

    key: str
    value: str


@dataclass(frozen=True)
class Leaf:
    """A scalar field."""

    key: str
    field: Field
    decision: Decision


@dataclass(frozen=True)
class Told:
    """`withheld`: which of the fields chosen beside it this row does not show, and why."""

    key: str
    picks: tuple[tuple[str, str], ...]
    fields: tuple[tuple[Field, Decision], ...]


@dataclass(frozen=True)
class One:
    """An edge to one row."""

    key: str
    field: Field
    decision: Decision
    shown: Shown


@dataclass(frozen=True)
class Many:
    """An edge to a connection."""

    key: str
    field: Field
    decision: Decision
    connection: Connection


@dataclass(frozen=True)
class Hole:
    """A field that a plugin fills later; the statement leaves what the plugin needs at its place."""

    key: str
    field: Field
    decision: Decision
    arguments: dict[str, Value]
    picks: tuple[Branch, ...]
    """What is picked of the object that the field gives; nothing for a scalar."""


Item = Name | Leaf | Told | One | Many | Hole


@dataclass(frozen=True)
class Shown:
    """What is shown of rows of a type; `rows` says which of them are visible."""

    node: NodeType
    items: tuple[Item, ...]
    rows: Predicate


@dataclass(frozen=True)
class Nodes:
    """`nodes` of a connection."""

    key: str
    shown: Shown


@dataclass(frozen=True)
class Edges:
    """`edges` of a connection: each part is (key, "cursor" or "__typename") or (key, what is shown of the node)."""

    key: str
    parts: tuple[tuple[str, str | Shown], ...]


@dataclass(frozen=True)
class PageInfo:
    """`pageInfo` of a connection: (key, name of its field)."""

    key: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Total:
    """`totalCount` of a connection."""

    key: str


Part = Name | Nodes | Edges | PageInfo | Total


@dataclass(frozen=True)
class OrderKey:
    """One key of an order; a key that not everybody may read is compared by its masked value."""

    column: str
    storage: Storage
    decision: Decision
    is_descending: bool = False
    is_required: bool = True
    is_spelled: bool = False
    """Whether it is compared by the alphabets, not by the codes of its letters."""


@dataclass(frozen=True)
class Connection:
    """A page of rows of a type."""

    node: NodeType
    number: int
    rows: Predicate
    order: tuple[OrderKey, ...]
    parts: tuple[Part, ...]
    where: Condition | None = None
    first: Value = None
    after: Value = None
    is_empty: bool = False
    """The viewer may see totals of such rows, but no row: nothing is asked of the database."""


class Condition:
    """A filter that a caller wrote, with the decision over every field it names."""


@dataclass(frozen=True)
class Test(Condition):
    """One comparison of a field; `operator` is a key of the filter input, such as `eq` or `startsWith`."""

    field: Field
    decision: Decision
    operator: str
    value: Value
    prefix: str = ""
    """The id prefix of the type, for tests of its id."""


@dataclass(frozen=True)
class AllTests(Condition):
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyTest(Condition):
    """One part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class NoTest(Condition):
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True)
class Related(Condition):
    """A visible row at the other end of an edge exists for which `inner` holds (or, `is_none`, does not exist)."""

    field: Field
    decision: Decision
    node: NodeType
    rows: Predicate
    inner: Condition
    is_none: bool = False


@dataclass(frozen=True)
class Withheld:
    """One entry of `extensions.withheld`: a path pattern whose value is, or may be, not shown, and why."""

    path: tuple[str, ...]
    code: str
    right: str
    roles: tuple[str, ...] = ()
    purpose: str | None = None
    conditional: bool = False
    instead: str | None = None

    def printed(self) -> dict[str, Any]:
        """Give the entry as the response shows it; what does not apply is left out."""
        entry: dict[str, Any] = {"path": list(self.path), "code": self.code, "right": self.right}
        if self.roles:
            entry["roles"] = list(self.roles)
        if self.purpose:
            entry["purpose"] = self.purpose
        if self.conditional:
            entry["conditional"] = True
        if self.instead:
            entry["instead"] = self.instead
        return entry


@dataclass(frozen=True)
class Root:
    """One planned root field."""

    key: str
    body: Shown | Connection | Any
    identity: Value = None
    """The id that a singular root was asked for."""
    withheld: tuple[Withheld, ...] = field(default=())
