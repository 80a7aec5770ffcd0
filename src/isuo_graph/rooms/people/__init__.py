"""The people of a school: students, their guardians, staff, and the accounts they sign in with."""

from isuo_graph.graph import Room
from isuo_graph.rooms.people.acts import ACTS
from isuo_graph.rooms.people.graph import EXTENSIONS, TYPES

ROOM = Room("people", types=TYPES, extensions=EXTENSIONS, acts=ACTS)
