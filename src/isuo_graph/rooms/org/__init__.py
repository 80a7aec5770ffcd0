"""The frame of schooling: areas, schools, years, programmes, classes, groups, subjects, scales and calendars."""

from isuo_graph.graph import Room
from isuo_graph.rooms.org.acts import ACTS
from isuo_graph.rooms.org.graph import TYPES

ROOM = Room("org", types=TYPES, acts=ACTS)
