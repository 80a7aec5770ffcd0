"""`explainAccess`: why a field of a row is shown to the asker or not. It explains rules and never tells a value.

It asks for nothing that the asker could not ask: the row through `node`, and what `withheld` says of it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from graphql import FieldNode, GraphQLResolveInfo, NameNode, SelectionSetNode
from strawberry import Schema

from isuo_graph.answer.asking import Asking
from isuo_graph.answer.engine import Engine
from isuo_graph.graph import explained
from isuo_graph.graph.catalogue import Field
from isuo_graph.kit import ids
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.plan import select
from isuo_graph.policy.decide import Verdict, decide
from isuo_graph.policy.rights import Category, Right
from isuo_graph.policy.viewer import Viewer


class Cited(Protocol):
    """The order that forbids a right, gives it, or gave it until it ended."""

    @property
    def number(self) -> str: ...  # noqa: D102 - as in the schema
    @property
    def date(self) -> str: ...  # noqa: D102 - as in the schema
    @property
    def role(self) -> str | None: ...  # noqa: D102 - as in the schema
    @property
    def state(self) -> str: ...  # noqa: D102 - as in the schema


Cite = Callable[[Viewer, Right, tuple[str, ...]], Awaitable[Cited | None]]
"""Finds the order that forbids a viewer the right, or the one behind one of the named roles: in force if there is one,
else the latest.
"""


@dataclass(frozen=True)
class Why:
    """Explains access."""

    engine: Engine
    cite: Cite

    async def explain(self, node_id: str, field_name: str, asking: Asking) -> dict[str, Any]:
        """Give decision, right, roles that hold it, the order, and the consent that is asked. Raises Refused for an
        unknown field.
        """
        catalogue = self.engine.planner.catalogue
        prefix = ids.prefix_of(node_id)
        if prefix not in catalogue.prefixes:
            raise Refused(Code.BAD_USER_INPUT, "id.malformed", path=("node",), id=node_id)
        node = catalogue.types[catalogue.prefixes[prefix]]
        number = ids.inside(prefix, node_id)
        field = node.fields.get(field_name)
        if field is None:
            raise Refused(Code.BAD_USER_INPUT, "input.malformed", path=("field",), field="field")
        target = catalogue.types.get(field.target or "")
        is_shared = target is not None and target.protection.category is field.guard.category
        decided = decide(field.guard, asking.viewer, node.protection, is_shared=is_shared)
        told = await self._told(node.name, number, field, asking) if decided.verdict is not Verdict.NEVER else None
        return await self._answer(field, decided.verdict, told, asking)

    async def _told(self, type_name: str, number: int, field: Field, asking: Asking) -> Mapping[str, Any] | None:
        """Ask for the row and what it withholds of the field; None where the row is not visible."""
        extensions = dict(asking.extensions)
        entry = _field("withheld", _field("field"), _field("code"), _field("purpose"))
        chosen = _field(field.name, *([_field("__typename")] if field.target else []))
        pick = select.Pick("node", "node", (_field("node", chosen, entry),))
        found, _ = await self.engine.row(type_name, number, pick, select.Document({}, {}), asking)
        asking.extensions.clear()
        asking.extensions.update(extensions)
        return found  # type: ignore[no-any-return] # decoded JSON

    async def _answer(
        self, field: Field, verdict: Verdict, told: Mapping[str, Any] | None, asking: Asking
    ) -> dict[str, Any]:
        right: Right = field.guard.right
        roles = self.engine.planner.holders.get(right, ())
        entry = next((one for one in (told or {}).get("withheld", ()) if one["field"] == field.name), None)
        decision = _decision(verdict, told, entry)
        is_open = field.guard.category is Category.OPEN
        cited = None if is_open else await self.cite(asking.viewer, right, roles)
        purpose = field.guard.purpose
        status = {"ALLOWED": "GIVEN", "CONSENT_MISSING": "MISSING"}.get(decision, "NOT_ASKED")
        return {
            "decision": decision,
            "right": None if is_open else str(right),
            "roles": list(roles),
            "order": cited and {"number": cited.number, "date": cited.date, "role": cited.role, "state": cited.state},
            "consent": None if purpose is None else {"purpose": purpose.value, "status": status},
        }


def attach(schema: Schema, why: Why) -> None:
    """Put the resolvers into the schema: the root asks, its parts are read by name."""
    types = schema._schema.type_map  # noqa: SLF001 - see graph/schema.py

    async def resolve(_source: object, info: GraphQLResolveInfo[Any], node: str, field: str) -> dict[str, Any]:
        return await why.explain(node, field, info.context)

    types["Query"].fields[explained.ROOT].resolve = resolve  # type: ignore[attr-defined] # an object type
    for name in explained.TYPES:
        for part in types[name].fields.values():  # type: ignore[attr-defined] # an object type
            part.resolve = _by_name


def _by_name(source: Mapping[str, Any], info: GraphQLResolveInfo[Any], **_: Any) -> Any:  # noqa: ANN401 - graphql-core's seam
    return source[info.field_name]


def _decision(verdict: Verdict, told: Mapping[str, Any] | None, entry: Mapping[str, Any] | None) -> str:
    if verdict is Verdict.NEVER:
        return Code.FORBIDDEN_FIELD.value
    if told is None:
        return Code.NOT_IN_SCOPE.value
    return "ALLOWED" if entry is None else str(entry["code"])


def _field(name: str, *inner: FieldNode) -> FieldNode:
    selection = SelectionSetNode(selections=tuple(inner)) if inner else None
    return FieldNode(name=NameNode(value=name), selection_set=selection, arguments=(), directives=())
