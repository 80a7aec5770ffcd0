"""Races: the arms of a workload loaded in turns, round by round, so that a busy machine hits all of them alike.

Every figure is a ratio to our own arm within the same round; the spread over the rounds says how far to trust it.
"""

from __future__ import annotations

import statistics
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import orjson

from bench import alike, load
from bench.load import Hit, Shot, hit
from bench.rivals import Arm
from bench.servers import Missing, Server
from bench.tokens import Passport
from bench.workloads import Workload
from isuo_graph.policy.rights import Role

WARM_S = 1.0
PATIENCE_S = 10.0
"""An arm that answers nothing within its turn gets one that long; its rate is what counts, not its turn."""


@dataclass(frozen=True)
class Racer:
    """An arm, asked by a role."""

    server: Server
    role: Role

    @property
    def name(self) -> str:
        """Give the name, as in `house as DEPUTY`."""
        return f"{self.server.arm.name} as {self.role.value}"


@dataclass
class Race:
    """One workload raced: the hits of every racer, round by round, and who could not take part."""

    work: Workload
    hits: dict[str, list[Hit]] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    size_bytes: int = 0

    def rate(self, name: str) -> float:
        """Give the middle rate of a racer."""
        return statistics.median(one.rate for one in self.hits[name])

    def p50_ms(self, name: str) -> float:
        """Give the middle of the middle latencies."""
        return statistics.median(one.p50_ms for one in self.hits[name])

    def ratio(self, name: str, other: str) -> tuple[float, float, float] | None:
        """Give how many times as fast a racer is as another: middle, least, most over the rounds."""
        if name not in self.hits or other not in self.hits:
            return None
        each = [one.rate / two.rate for one, two in zip(self.hits[name], self.hits[other], strict=True)]
        return statistics.median(each), min(each), max(each)


@dataclass(frozen=True)
class Track:
    """How long and how often."""

    rounds: int
    seconds: float


def race(work: Workload, racers: Sequence[Racer], passports: Mapping[Role, Passport], track: Track) -> Race:
    """Check that all answer alike, warm all up, then load them in turns; every other round goes the other way."""
    run = Race(work)
    shots: dict[str, Shot] = {}
    first = racers[0]
    ours = first.server.ask(*_asked(first, work, passports))
    run.size_bytes = len(ours)
    for racer in racers:
        try:
            theirs = racer.server.ask(*_asked(racer, work, passports))
            if work.key != "q6" and racer.server.arm.name != "seeing":
                alike.check(orjson.loads(ours)["data"], orjson.loads(theirs)["data"], racer.name)
        except (Missing, alike.Unlike, OSError) as exc:
            run.absent[racer.name] = str(exc)
            continue
        shots[racer.name] = _shot(racer, work, passports)
        _lap(run, racer.name, shots[racer.name], WARM_S)
    run.hits.clear()  # that was to warm them up
    for number in range(track.rounds):
        turn = list(shots.items())
        for name, shot in turn if number % 2 == 0 else reversed(turn):
            if name not in run.absent:
                _lap(run, name, shot, track.seconds)
    for name in run.absent:
        run.hits.pop(name, None)
    return run


def _lap(run: Race, name: str, shot: Shot, seconds: float) -> None:
    """Load one racer for one turn; one that fails under load is out of the race, and the page says so."""
    try:
        try:
            found = hit(shot, seconds)
        except load.Silent:
            found = hit(shot, PATIENCE_S)
        run.hits.setdefault(name, []).append(found)
    except (RuntimeError, subprocess.CalledProcessError) as exc:
        run.absent[name] = f"it failed under load: {exc}"


def _asked(racer: Racer, work: Workload, passports: Mapping[Role, Passport]) -> tuple[str, Mapping[str, str], bytes]:
    arm: Arm = racer.server.arm
    # The second of the variables, not the first: the first student of all is a stub.
    given = work.variables[min(2, len(work.variables) - 1)]
    return arm.path(work), passports[racer.role].headers(), orjson.dumps(arm.body(work, given))


def _shot(racer: Racer, work: Workload, passports: Mapping[Role, Passport]) -> Shot:
    arm = racer.server.arm
    bodies = tuple(orjson.dumps(arm.body(work, given)).decode() for given in work.variables)
    return Shot(racer.server.port, arm.path(work), passports[racer.role].headers(), bodies)
