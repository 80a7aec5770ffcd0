"""What can be done with people. Personal data are written only under the consent on the person's own row (R55)."""

from isuo_graph.graph import ActSpec
from isuo_graph.rooms.people import sign_in
from isuo_graph.rooms.people.acts import accounts, classes, families, guardians, sensitive, staff, students

ACTS: tuple[ActSpec, ...] = (
    *students.ACTS,
    *sensitive.ACTS,
    *guardians.ACTS,
    *families.ACTS,
    *staff.ACTS,
    *classes.ACTS,
    *accounts.ACTS,
    *sign_in.ACTS,
)
