"""Fields that a plugin itself adds to students, asked like any other question: by the gate, with pairwise ids only.

The plugin's function is called as `resolve(call, learners, arguments)` in the plugin's own thread; it never sees a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from isuo_graph import sdk
from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import Field, Scalar
from isuo_graph.host.batches import by_plugin
from isuo_graph.host.consent import PURPOSES, NoConsent
from isuo_graph.host.house import Errand
from isuo_graph.host.operations import PSEUDONYM, Question
from isuo_graph.host.running import Running
from isuo_graph.sdk import Capability

_TYPES: Final[Mapping[Scalar | None, type]] = {
    Scalar.STRING: str,
    Scalar.INT: int,
    Scalar.FLOAT: float,
    Scalar.BOOLEAN: bool,
    Scalar.DATE: date,
    Scalar.DATETIME: datetime,
}


async def resolve(
    field: Field, errand: Errand, rows: Sequence[Mapping[str, Any]], arguments: Mapping[str, Any]
) -> Sequence[Any]:
    """Ask the plugin for its own field of these students."""
    kind = field.kind
    assert isinstance(kind, fields.Live)
    answer: Any = (
        kind.resolve
    )  # the plugin's form: it takes a call and learners where the house's takes an errand and rows
    named = [{**row, "plugin_id": field.room} for row in rows]

    async def ask(running: Running, batch: Sequence[Mapping[str, Any]]) -> Sequence[Any]:
        capability = _capability(running)
        found = await errand.learners(running, capability, (int(row["id"]) for row in batch))
        learners = list(found.values())
        question = Question(capability, field.name, _answer(field), sends=PSEUDONYM)

        async def work(deadline: sdk.Deadline) -> Any:  # noqa: ANN401 - checked by the gate
            call = sdk.Call(
                school=running.school_name,
                locale=sdk.Locale(errand.asking.language.value),
                deadline=deadline,
                request_id=errand.asking.request_id,
            )
            return await answer(call, learners, arguments)

        answered = await running.gate.ask(question, work, learners) if learners else ()
        values = dict(zip(found, answered, strict=True))
        missing = NoConsent(PURPOSES[capability])
        return [values.get(int(row["id"]), missing) for row in batch]

    return await by_plugin(errand, named, ask)


def _capability(running: Running) -> Capability:
    """Give the capability under whose consent the plugin's own fields stand."""
    return next(one for one in PURPOSES if one in running.manifest.capabilities)


def _answer(field: Field) -> Any:  # noqa: ANN401 - a type expression
    inner: Any = field.shape or _TYPES[field.scalar]
    return tuple[inner, ...] if field.is_list else inner
