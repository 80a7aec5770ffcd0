"""What is measured of one database over HTTP: the races, growth and memory; and what `inside` measures, in one
Results.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random

import orjson

from bench import inside, workloads
from bench.data import Size
from bench.race import Racer, Track, race
from bench.report import Growth, Results
from bench.rivals import ARMS, HOUSE, SEEING, Arm
from bench.servers import Missing, Server, started
from bench.tokens import Passport, passports
from isuo_graph.policy.rights import Role

ASKED = 30
"""Requests for one figure of growth."""
MIXED = 1_000
DEEP = 600
"""How many rows lie before the page that is asked for by cursor."""


async def measured(name: str, urls: Sequence[str], sizes: tuple[Size, ...], track: Track, cache: Path) -> Results:
    """Measure everything in a country and, where there is a second one, growth; `urls` and `sizes` are of both."""
    size = sizes[0]
    found = Results(name, size)
    who = passports(urls[0], size)
    works = workloads.workloads(size)
    with ExitStack() as stack:
        up = _up(stack, urls[0], cache, found)
        house = up[HOUSE.name]
        works = (*works, _deep(house, who))
        for work in works:
            _say(f"{name}: {work.name}")
            found.races.append(race(work, _racers(work, up), who, track))
        _say(f"{name}: memory")
        found.memory_kib = _memory(house, size, who)
        if len(sizes) > 1:
            _say(f"{name}: growth")
            found.growth = _growth(stack, house, urls[1], cache, (size, sizes[1], who, works[:3]))
    _say(f"{name}: planning and statements")
    found.planning = await inside.planning(urls[0], size, who)
    found.alone = await inside.alone(urls[0], [work for work in works if work.key != "q5"], who)
    return found


def _up(stack: ExitStack, url: str, cache: Path, found: Results) -> dict[str, Server]:
    up: dict[str, Server] = {}
    for arm in (HOUSE, SEEING, *ARMS):
        try:
            up[arm.name] = stack.enter_context(started(arm, url, cache, os.environ))
        except Missing as exc:
            found.missing[arm.title] = str(exc)
    return up


def _racers(work: workloads.Workload, up: Mapping[str, Server]) -> list[Racer]:
    """Ours by every role, the others by the first; rivals only where they can answer."""
    ours = [Racer(up[HOUSE.name], role) for role in work.roles]
    others = [server for name, server in up.items() if name != HOUSE.name and _answers(server.arm, work)]
    return ours + [Racer(server, work.roles[0]) for server in others]


def _answers(arm: Arm, work: workloads.Workload) -> bool:
    return not arm.workloads or work.key in arm.workloads


def _deep(house: Server, who: Mapping[Role, Passport]) -> workloads.Workload:
    """Walk down the list and give the page that follows."""
    query = f"query {{ marks(first: {DEEP}) {{ nodes {{ id heldOn }} pageInfo {{ endCursor }} }} }}"
    answer = house.ask("/graphql", who[Role.DIRECTOR].headers(), orjson.dumps({"query": query}))
    page = orjson.loads(answer)["data"]["marks"]
    last = page["nodes"][-1]
    return workloads.deep(page["pageInfo"]["endCursor"], f"{last['heldOn']} {last['id'].rpartition('_')[2]}")


def _memory(house: Server, size: Size, who: Mapping[Role, Passport]) -> tuple[int, int]:
    """Ask every mixed document twice, then a thousand more; memory in KiB before and after the thousand."""
    asked = [orjson.dumps({"query": query, "variables": given}) for query, given in workloads.mixed(size)]
    headers = who[Role.DEPUTY].headers()
    for body in (*asked, *asked):
        house.ask("/graphql", headers, body)
    before = house.rss_kib()
    draw = Random("memory")
    for _ in range(MIXED):
        house.ask("/graphql", headers, draw.choice(asked))
    return before, house.rss_kib()


_Grown = tuple[Size, Size, Mapping[Role, Passport], Sequence[workloads.Workload]]
"""Both sizes, who asks, and what."""


def _growth(stack: ExitStack, house: Server, url: str, cache: Path, asked: _Grown) -> Growth:
    """Ask one school's queries in both countries, in turns."""
    size, other_size, who, works = asked
    other = stack.enter_context(started(HOUSE, url, cache, os.environ))
    schools = other_size.schools
    fewer, more = (house, other) if schools > size.schools else (other, house)
    growth = Growth(f"{min(schools, size.schools)} schools", f"{max(schools, size.schools)} schools")
    for work in works:
        small, large = _in_turns((fewer, more), work, who[work.roles[0]])
        growth.p50[work.name] = small, large
    return growth


def _in_turns(servers: tuple[Server, Server], work: workloads.Workload, passport: Passport) -> tuple[float, float]:
    took: tuple[list[float], list[float]] = ([], [])
    for turn in range(ASKED):
        for server, spent in zip(servers, took, strict=True):
            body = orjson.dumps({"query": work.query, "variables": work.variables[turn % len(work.variables)]})
            begun = time.perf_counter()
            server.ask("/graphql", passport.headers(), body)
            if turn >= ASKED // 3:
                spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took[0]), statistics.median(took[1])


def _say(text: str) -> None:
    print(text, flush=True)
