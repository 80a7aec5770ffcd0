"""What can be done with the roll: enrol, move, let go, transfer, promote a class, put into groups."""

from isuo_graph.graph import ActSpec
from isuo_graph.rooms.roll.acts import enrolling, groups, leaving, rollover

ACTS: tuple[ActSpec, ...] = (*enrolling.ACTS, *leaving.ACTS, *rollover.ACTS, *groups.ACTS)
