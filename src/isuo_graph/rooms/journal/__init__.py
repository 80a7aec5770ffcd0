"""The electronic journal: teaching loads, lessons, marks, attendance, results of periods."""

from isuo_graph.graph import Room
from isuo_graph.rooms.journal.acts import ACTS
from isuo_graph.rooms.journal.graph import EXTENSIONS, TYPES

ROOM = Room("journal", types=TYPES, extensions=EXTENSIONS, acts=ACTS)
