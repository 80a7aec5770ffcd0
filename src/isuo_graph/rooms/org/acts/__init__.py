"""What can be done with the school's frame: national rows by an appointment above schools, the rest by a school."""

from isuo_graph.graph import ActSpec
from isuo_graph.rooms.org.acts import calendars, classes, national, scales, schools, subjects, years

ACTS: tuple[ActSpec, ...] = (
    *national.ACTS,
    *schools.ACTS,
    *years.ACTS,
    *classes.ACTS,
    *subjects.ACTS,
    *scales.ACTS,
    *calendars.ACTS,
)
