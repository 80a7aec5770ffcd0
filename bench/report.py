"""Prints what was measured as docs/performance.md. Takes results, gives text; no path and no address of this machine
is in it.
"""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bench import data, goals
from bench.inside import Alone, Planning
from bench.load import CONNECTIONS, tool
from bench.race import Race

PACKAGES = ("strawberry-graphql", "graphql-core", "uvicorn", "uvloop", "asyncpg", "aiosqlite", "orjson", "strawchemy")


@dataclass
class Growth:
    """A school's queries in a country and in one with ten times the schools: middle latency in milliseconds."""

    small: str
    large: str
    p50: dict[str, tuple[float, float]] = field(default_factory=dict)


@dataclass
class Results:
    """Everything measured on one database."""

    database: str
    size: data.Size
    races: list[Race] = field(default_factory=list)
    alone: tuple[Alone, ...] = ()
    planning: Planning | None = None
    growth: Growth | None = None
    memory_kib: tuple[int, int] | None = None
    missing: dict[str, str] = field(default_factory=dict)


def printed(results: Sequence[Results], rounds: int, seconds: float) -> str:
    """Give the whole page."""
    parts = [_HEAD.format(command="python -m bench"), *_machine(rounds, seconds)]
    for one in results:
        parts += _database(one)
    return "\n".join(parts).rstrip() + "\n"


_HEAD = """# Speed, measured

Printed by `{command}`; do not edit. A time on one machine says little, so every figure is a ratio of arms that were
loaded in turns, round by round, in one run; the spread over the rounds stands in brackets. The answers of all arms were
compared first.

Ours has all of the product on: HTTP defences, a signed token, rights of a real role read from orders, consent,
limits, the check of rights inside each statement. The hand-written statement has nothing but the consent of `phone`;
rivals have what their line says.
"""


def _machine(rounds: int, seconds: float) -> Iterator[str]:
    yield "## Machine and versions\n"
    memory = round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    yield f"- {date.today().isoformat()}, {_processor()}, {os.cpu_count()} cores, {memory} GiB, {platform.system()}"  # noqa: DTZ011 - the day of the run, wherever it is
    yield f"- Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in _installed())
    yield f"- load: {tool()}, {CONNECTIONS} connections, {rounds} rounds of {seconds:g} s for each arm; one server"
    yield "  process for each arm; database, server and load generator share the machine"
    yield f"- load average at the end: {os.getloadavg()[0]:.1f}; above the number of cores, other work was disturbing\n"


def _installed() -> list[str]:
    return [name for name in PACKAGES if _is_installed(name)]


def _is_installed(name: str) -> bool:
    try:
        return bool(version(name))
    except ModuleNotFoundError:
        return False


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _database(one: Results) -> Iterator[str]:
    name = f"{one.database}" + (f" {sqlite3.sqlite_version}" if one.database == "SQLite" else "")
    yield f"## {name}: {one.size}\n"
    yield "### Goals\n"
    yield "| goal | wanted | measured (spread) | |"
    yield "|---|---|---|---|"
    yield from (outcome.row() for outcome in outcomes(one))
    yield "\n### Throughput, answers a second\n"
    yield "| query | arm | rate | middle latency | ours is … times as fast (spread) |"
    yield "|---|---|---|---|---|"
    for run in one.races:
        yield from _race(run)
    yield from _alone(one.alone)
    yield from _growth(one.growth)
    yield from _absent(one)


def outcomes(one: Results) -> list[goals.Outcome]:
    """Give every goal that was measured."""
    found = list(goals.of_races(one.races))
    if one.planning:
        found += [
            goals.Outcome(
                "planning a document never seen, middle",
                goals.PLANNING_MS,
                one.planning.p50_ms,
                is_ceiling=True,
                unit="ms",
            ),
            goals.Outcome(
                "planning a document never seen, 95 of 100",
                goals.PLANNING_MS,
                one.planning.p95_ms,
                is_ceiling=True,
                unit="ms",
            ),
            goals.Outcome("plans found in the cache, mixed run", goals.HIT_RATE, one.planning.hit_rate, unit=""),
        ]
    if one.growth:
        found += [
            goals.Outcome(
                f"{key}: {one.growth.large} against {one.growth.small}", goals.GROWTH, large / small, is_ceiling=True
            )
            for key, (small, large) in one.growth.p50.items()
        ]
    if one.memory_kib:
        before, after = one.memory_kib
        found.append(
            goals.Outcome("memory after 1,000 mixed queries", 1 + goals.MEMORY, after / before, is_ceiling=True)
        )
    return found


def _race(run: Race) -> Iterator[str]:
    ours = f"house as {run.work.roles[0].value}"
    yield f"| **{run.work.name}** {run.work.title} ({run.size_bytes / 1000:.1f} kB) | | | | |"
    for name in run.hits:
        ratio = run.ratio(ours, name)
        told = "" if name == ours or ratio is None else f"{ratio[0]:.2f} ({ratio[1]:.2f}–{ratio[2]:.2f})"
        yield f"| | {name} | {run.rate(name):,.0f} | {run.p50_ms(name):.1f} ms | {told} |"


def _alone(found: Iterable[Alone]) -> Iterator[str]:
    yield "\n### The statement alone, one connection, middle\n"
    yield "| query | role | ours | hand-written | ratio |"
    yield "|---|---|---|---|---|"
    for one in found:
        ratio = one.ours_ms / one.bare_ms
        yield f"| {one.key.upper()} | {one.role.value} | {one.ours_ms:.2f} ms | {one.bare_ms:.2f} ms | {ratio:.2f} |"


def _growth(growth: Growth | None) -> Iterator[str]:
    if growth:
        yield f"\n### Growth: {growth.small} and {growth.large}, one connection\n"
        yield "| query | middle latency, fewer schools | more schools |"
        yield "|---|---|---|"
        yield from (f"| {key} | {small:.2f} ms | {large:.2f} ms |" for key, (small, large) in growth.p50.items())


def _absent(one: Results) -> Iterator[str]:
    told = dict(one.missing)
    for run in one.races:
        told |= {f"{run.work.name}, {name}": why for name, why in run.absent.items()}
    if told:
        yield "\n### What is missing, and why\n"
        yield from (f"- {name}: {why.splitlines()[0][:300]}" for name, why in told.items())
    yield ""
