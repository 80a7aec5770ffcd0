"""What can be done in the journal: loads, lessons, marks, attendance, results of periods."""

from isuo_graph.graph import ActSpec
from isuo_graph.rooms.journal.acts import attendance, lessons, loads, marks, results, verdicts

ACTS: tuple[ActSpec, ...] = (
    *loads.ACTS,
    *lessons.ACTS,
    *marks.ACTS,
    *attendance.ACTS,
    *results.ACTS,
    *verdicts.ACTS,
)
