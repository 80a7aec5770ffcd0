"""Does acts: checks the right, opens the unit, runs the act, and lets `plan` read what the payload shows.

What a person can mend comes back as `userErrors`, with nothing written; who may not act at all gets an error.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLResolveInfo
from strawberry import Schema

from isuo_graph.answer import inputs
from isuo_graph.answer.asking import Asking
from isuo_graph.answer.engine import Engine, Stale
from isuo_graph.graph.act import ActSpec
from isuo_graph.graph.catalogue import Catalogue
from isuo_graph.graph.mutations import KEY, Slot, slots
from isuo_graph.graph.registry import camel
from isuo_graph.kit.errors import Code, Refusals, Refused
from isuo_graph.plan import select
from isuo_graph.store import keys
from isuo_graph.store.line import Answered
from isuo_graph.store.unit import Unit
from isuo_graph.store.write import WriteLane

MENDABLE = frozenset({Code.BAD_USER_INPUT, Code.CONFLICT, Code.NOT_IN_SCOPE, Code.CONSENT_MISSING})
"""Codes that are told inside the payload: another input may do."""
KEY_FORM = re.compile(r"[A-Za-z0-9_.:-]{1,128}")

Resolver = Callable[..., Awaitable[Any]]


@dataclass(frozen=True)
class Acting:
    """Does the acts of one schema."""

    catalogue: Catalogue
    engine: Engine
    lane: WriteLane

    def attach(self, schema: Schema, acts: tuple[ActSpec, ...]) -> None:
        """Put the resolvers of acts and of their payloads into the schema."""
        types = schema._schema.type_map  # noqa: SLF001 - see graph/schema.py
        for act in acts:
            name = camel(act.name)
            types["Mutation"].fields[name].resolve = self._act(act)  # type: ignore[attr-defined] # an object type
            payload = types[f"{name[:1].upper()}{name[1:]}Payload"].fields  # type: ignore[attr-defined] # an object type
            for slot in slots(act.outcome, self.catalogue):
                payload[slot.outside].resolve = self._row(slot) if slot.reference else _by_name
            payload["userErrors"].resolve = _by_name
        for field in types["UserError"].fields.values():  # type: ignore[attr-defined] # an object type
            field.resolve = _by_name

    def _act(self, act: ActSpec) -> Resolver:
        async def resolve(_source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - graphql-core's seam
            asking: Asking = info.context
            try:
                done = await self.do(act, arguments["input"], asking)
            except Refusals as exc:
                return _refused(exc.refusals, asking)
            except Refused as exc:
                if exc.code not in MENDABLE:
                    raise
                return _refused((exc,), asking)
            return {**done, "userErrors": []}

        return resolve

    async def do(self, act: ActSpec, given: Mapping[str, Any], asking: Asking) -> dict[str, Any]:
        """Do one act; gives its outcome by GraphQL name, references as ids. Raises Refused or Refusals, then nothing
        is written.
        """
        values = dict(given)
        key = values.pop(KEY, None)
        call = _repeatable(act, key, values, asking)
        await self._fresh(act, asking)
        wanted = inputs.asked(act.asked, values, self.catalogue)

        async def work() -> dict[str, Any]:
            opened = self.lane.unit(
                asking.viewer,
                act,
                language=asking.language,
                request_id=asking.request_id,
                call=call,
                services=asking.services,
            )
            async with opened as unit:
                try:
                    return await self._within(unit, act, wanted)
                except Answered as exc:  # the same call came twice, and the other one was done first
                    answered = exc.outcome
                    raise
            return orjson.loads(answered)

        return await self.lane.perform(work)

    async def _within(self, unit: Unit, act: ActSpec, wanted: Any) -> dict[str, Any]:  # noqa: ANN401 - the act's dataclass
        if unit.earlier is not None:
            return orjson.loads(unit.earlier)  # type: ignore[no-any-return] # as it was kept
        outcome = inputs.stored(await act.run(unit, wanted), self.catalogue)
        unit.conclude(orjson.dumps(self._kept(act, outcome)).decode())
        return outcome

    def _kept(self, act: ActSpec, outcome: dict[str, Any]) -> dict[str, Any]:
        """Give what is kept under the call's key: of an act that gives a secret only the rows it touched."""
        if not act.gives_secret:
            return outcome
        return {slot.outside: outcome[slot.outside] for slot in slots(act.outcome, self.catalogue) if slot.reference}

    async def _fresh(self, act: ActSpec, asking: Asking) -> None:
        """Make sure that the viewer's rights are those of this moment, and that the act's right is among them."""
        if not asking.viewer.is_anonymous:
            try:
                await self.engine.check(self.engine.moment(asking.viewer))
            except Stale:
                asking.viewer = await self.engine.viewers.refreshed(asking.viewer)
        elif not act.for_anonymous:
            raise Refused(Code.UNAUTHENTICATED, "auth.required")
        if act.right is not None and not asking.viewer.holds(act.right):
            raise Refused(
                Code.FORBIDDEN_ACT, "act.forbidden", act=camel(act.name), extensions={"right": str(act.right)}
            )

    def _row(self, slot: Slot) -> Resolver:
        """Give the resolver of a payload's row: a selection like any other, compiled by `plan`."""

        async def resolve(source: Mapping[str, Any], info: GraphQLResolveInfo[Any], **_: Any) -> Any:  # noqa: ANN401 - graphql-core's seam
            found = source.get(slot.outside)
            if found is None:
                return None
            given: Any = info.variable_values  # an object by graphql-core's types, a plain dict when it runs
            variables: Mapping[str, Any] = getattr(given, "coerced", given)
            document = select.Document(info.fragments, variables)
            key = str(info.path.key)
            pick = select.Pick(key, slot.outside, tuple(info.field_nodes))
            name = slot.reference or ""
            known = len(info.context.extensions.get("withheld", ()))
            numbers = found if isinstance(found, list) else [found]
            read = [await self.engine.row(name, one, pick, document, info.context) for one in numbers]
            for place, (_, failed) in enumerate(read):
                at = [*info.path.as_list(), *([place] if isinstance(found, list) else [])]
                info.context.failed += [{**entry, "path": [*at, *entry["path"][1:]]} for entry in failed]
            above = [step for step in info.path.as_list()[:-1] if isinstance(step, str)]
            told = info.context.extensions.get("withheld", [])
            told[known:] = [{**entry, "path": [*above, *entry["path"]]} for entry in told[known:]]
            rows = [row for row, _ in read]
            return rows if isinstance(found, list) else rows[0]

        return resolve


def _by_name(source: Mapping[str, Any], info: GraphQLResolveInfo[Any], **_: Any) -> Any:  # noqa: ANN401 - graphql-core's seam
    return source.get(info.field_name)


def _refused(refusals: tuple[Refused, ...], asking: Asking) -> dict[str, Any]:
    """Give a payload that holds nothing but the reasons."""
    errors = [
        {"code": one.code.value, "path": [str(step) for step in one.path], "message": one.say(asking.language)}
        for one in refusals
    ]
    return {"userErrors": errors}


def _repeatable(act: ActSpec, key: str | None, values: Mapping[str, Any], asking: Asking) -> keys.Repeatable | None:
    account = asking.viewer.account_id
    if key is None or account is None:
        return None
    if not KEY_FORM.fullmatch(key):
        raise Refused(Code.BAD_USER_INPUT, "idempotency_key.malformed", path=(KEY,))
    body = orjson.dumps(values, option=orjson.OPT_SORT_KEYS, default=str)
    return keys.repeatable(account, key, act.name, body)
