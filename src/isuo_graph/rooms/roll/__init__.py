"""Who is on the roll, in which class and group, and the book of movement that says how it came about."""

from isuo_graph.graph import Room
from isuo_graph.rooms.roll.acts import ACTS
from isuo_graph.rooms.roll.graph import EXTENSIONS, TYPES

ROOM = Room("roll", types=TYPES, extensions=EXTENSIONS, acts=ACTS)
