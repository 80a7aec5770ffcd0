"""What is measured within one process, without HTTP: planning, the plan cache, and single statements alone."""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from bench import data, workloads
from bench.arms.house import settings
from bench.arms.statements import statement
from bench.tokens import Passport
from isuo_graph.answer.asking import Asking
from isuo_graph.app import House, compose
from isuo_graph.plan import select
from isuo_graph.policy.rights import Role
from isuo_graph.policy.viewer import Viewer
from isuo_graph.store.dialect import dialect_of
from isuo_graph.store.read import ReadLane

REQUESTS = 1_000
TIMES, WARM = 40, 6
LONGEST_S = 4.0
"""No statement is timed for longer; a summary takes a good part of a second."""
PLANNED_FOR = (Role.CLASS_TEACHER, Role.DEPUTY, Role.DIRECTOR)


@dataclass(frozen=True)
class Planning:
    """Reading and planning documents never seen: middle and 95th of 100, in milliseconds, of `documents` of them."""

    documents: int
    p50_ms: float
    p95_ms: float
    plan_p50_ms: float
    """Of this the planner alone; the rest is parsing, limits and validation."""
    hit_rate: float
    """Share of requests of the mixed run whose plan was kept, after each had been seen once."""


@dataclass(frozen=True)
class Alone:
    """One statement on one idle connection: ours and the one written by hand, in milliseconds."""

    key: str
    role: Role
    ours_ms: float
    bare_ms: float


async def planning(url: str, size: data.Size, passports: Mapping[Role, Passport]) -> Planning:
    """Plan distinct documents for three roles, then ask them all again in a mixed run, limiters on."""
    house = await compose(settings(url))
    asked = workloads.mixed(size)
    whole, planned = [], []
    for role in PLANNED_FOR:
        viewer = await _viewer(house, passports[role])
        for query, given in asked:
            read_s, plan_s = _planned(house, f"# {role.value}\n{query}", given, viewer)
            whole.append((read_s + plan_s) * 1000)
            planned.append(plan_s * 1000)
    rate = await _mixed(house, asked, await _viewer(house, passports[Role.DEPUTY]))
    await house.close()
    p95 = statistics.quantiles(whole, n=20)[-1]
    return Planning(len(whole), statistics.median(whole), p95, statistics.median(planned), rate)


def _planned(house: House, query: str, given: Mapping[str, Any], viewer: Viewer) -> tuple[float, float]:
    begun = time.perf_counter()
    read = house.documents.read(query)
    between = time.perf_counter()
    operation = read.operation(None)
    document = select.Document(read.fragments, read.declared(operation).coerced(given))
    house.engine.planner.plan(operation, document, viewer)
    return between - begun, time.perf_counter() - between


async def _mixed(house: House, asked: Sequence[tuple[str, Mapping[str, Any]]], viewer: Viewer) -> float:
    for query, given in asked:
        await house.schema.execute(query, variable_values=dict(given), context_value=Asking(viewer))
    plans = house.engine.plans
    hits, misses = plans.hits, plans.misses
    draw = Random("mixed")
    for _ in range(REQUESTS):
        query, given = draw.choice(asked)
        await house.schema.execute(query, variable_values=dict(given), context_value=Asking(viewer))
    hits, misses = plans.hits - hits, plans.misses - misses
    return hits / (hits + misses)


async def alone(url: str, works: Sequence[workloads.Workload], passports: Mapping[Role, Passport]) -> tuple[Alone, ...]:
    """Time the statement of each workload alone, ours and the hand-written one in turns on the same lane."""
    house = await compose(settings(url))
    found = []
    for work in works:
        bare = statement(work.key, dialect_of(url))
        given = work.variables[min(2, len(work.variables) - 1)]
        for role in work.roles:
            viewer = await _viewer(house, passports[role])
            read = house.documents.read(work.query)
            operation = read.operation(None)
            document = select.Document(read.fragments, read.declared(operation).coerced(given))
            root = house.engine.planner.plan(operation, document, viewer).roots[0]
            moment = house.engine.moment(viewer)._replace(variables=document.variables)
            ours = (root.text or "", [source(moment) for source in root.sources])
            found.append(
                Alone(work.key, role, *await _in_turns(house.store.read, ours, (bare.text, bare.params(given))))
            )
    await house.close()
    return tuple(found)


async def _in_turns(lane: ReadLane[Any], *statements: tuple[str, Sequence[object]]) -> tuple[float, float]:
    took: tuple[list[float], ...] = tuple([] for _ in statements)
    until = time.monotonic() + LONGEST_S
    for turn in range(TIMES):
        if took[-1] and time.monotonic() > until:
            break
        for spent, (text, params) in zip(took, statements, strict=True):
            begun = time.perf_counter()
            await lane.fetch_row(text, params)
            if turn >= WARM:  # the first ones prepare the statement and choose its plan
                spent.append((time.perf_counter() - begun) * 1000)
    ours, bare = (statistics.median(one) for one in took)
    return ours, bare


async def _viewer(house: House, passport: Passport) -> Viewer:
    return await house.viewers.of(passport.account_id, passport.session_id)
