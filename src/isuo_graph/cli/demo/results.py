"""Results of the last quarter that is over, all locked with it. Takes loads, writes a row a student and subject."""

from __future__ import annotations

from random import Random

from isuo_graph.cli.demo.calendar import Calendar
from isuo_graph.cli.demo.frame import THOUSANDTHS, Nation, School, locked_at
from isuo_graph.cli.demo.journal import Load, drawn_value
from isuo_graph.cli.demo.pupils import Pupil
from isuo_graph.cli.demo.sheets import Sheets
from isuo_graph.kit.clock import day_start_ms
from isuo_graph.rooms.journal import tables
from isuo_graph.rooms.journal.tables import ResultState


def results(
    sheets: Sheets, nation: Nation, school: School, made: list[Load], random: Random, calendar: Calendar
) -> None:
    """Write a result for every student and subject that is marked."""
    past = calendar.past_quarters()
    if not past:
        return
    quarter = past[-1]
    for load in made:
        if load.scale.bounds is None:
            continue
        for pupil in load.sitting:
            if pupil.is_stub:
                continue
            sheets.add(
                tables.PeriodResult,
                school_id=school.id,
                student_id=pupil.id,
                subject_id=nation.subjects[load.lessons.subject.code],
                period_id=school.periods[quarter.number],
                load_id=load.id,
                class_id=load.lessons.seat.id,
                scale_id=nation.scales[load.scale],
                grade=load.lessons.seat.grade,
                entered_by_id=load.lessons.teacher.id,
                entered_at=day_start_ms(quarter.ends_on),
                locked_at=locked_at(calendar, quarter.number),
                **_given(random, load, pupil),
            )


def _given(random: Random, load: Load, pupil: Pupil) -> dict[str, object]:
    assert load.scale.bounds is not None
    if load.lessons.subject.code == "SPORT" and pupil.row.get("pe_exempt"):
        return {"state": ResultState.EXEMPT}
    if random.random() < 0.005:  # noqa: PLR2004 - a guess: one or two in a school
        return {"state": ResultState.NOT_ATTESTED}
    value = drawn_value(random, load, pupil)
    passing = load.scale.bounds[2]
    return {"state": ResultState.GIVEN, "value": value * THOUSANDTHS, "is_passed": value >= passing}
