"""The goals, and how they were met: each a number to reach, beside the number measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bench.race import Race

HAND_WRITTEN = {"q1": 0.9, "q2": 0.75, "q3": 0.9}
POSTGRAPHILE = {"q1": 3.0, "q2": 1.2, "q3": 3.0}
IDIOMATIC = 15.0
MAPPER = 10.0
RIGHTS_COST = 0.25
PLANNING_MS = 5.0
HIT_RATE = 0.99
GROWTH = 1.3
MEMORY = 0.10


@dataclass(frozen=True)
class Outcome:
    """One goal against one measurement. `is_ceiling` says that less is better; the spread is over the rounds."""

    what: str
    goal: float
    measured: float
    spread: tuple[float, float] | None = None
    is_ceiling: bool = False
    unit: str = "×"

    @property
    def is_met(self) -> bool:
        """Tell whether the goal is reached."""
        return self.measured <= self.goal if self.is_ceiling else self.measured >= self.goal

    def row(self) -> str:
        """Give the line of the table."""
        off = abs(self.measured - self.goal) / self.goal
        verdict = "met" if self.is_met else f"**missed** by {off:.0%}"
        spread = f" ({self.spread[0]:.2f}–{self.spread[1]:.2f})" if self.spread else ""
        sign = "≤" if self.is_ceiling else "≥"
        return (
            f"| {self.what} | {sign} {self.goal:g} {self.unit} | {self.measured:.2f} {self.unit}{spread} | {verdict} |"
        )


def of_races(races: Iterable[Race]) -> Iterator[Outcome]:
    """Compare each race's first role with every rival that took part, and with the viewer who sees everything."""
    for run in races:
        role = run.work.roles[0].value
        ours = f"house as {role}"
        for arm, title, goals in (
            ("bare", "hand-written statement", HAND_WRITTEN),
            ("postgraphile", "PostGraphile 5", POSTGRAPHILE),
            ("dataloader", "idiomatic Strawberry", dict.fromkeys(HAND_WRITTEN, IDIOMATIC)),
            ("mapper", "strawchemy", {"q1": MAPPER, "q3": MAPPER}),
        ):
            ratio = run.ratio(ours, f"{arm} as {role}")
            if run.work.key in goals and ratio is not None:
                yield Outcome(f"{run.work.name} against {title}", goals[run.work.key], ratio[0], ratio[1:])
        cost = run.ratio(f"seeing as {role}", ours)
        if cost is not None:
            yield Outcome(
                f"{run.work.name} rights off → on ({role})",
                1 + RIGHTS_COST,
                cost[0],
                cost[1:],
                is_ceiling=True,
                unit="× the time",
            )
