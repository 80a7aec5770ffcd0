"""What can be done about consent: decide, take back, record a paper, ask a family, publish a text."""

from isuo_graph.graph import ActSpec
from isuo_graph.rooms.consent.acts import deciding, office, staff, withdrawing

ACTS: tuple[ActSpec, ...] = (*deciding.ACTS, *withdrawing.ACTS, *staff.ACTS, *office.ACTS)
