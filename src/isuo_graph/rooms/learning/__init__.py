"""E-courses, tests and materials that plugins supply, and how far each student is with them."""

from isuo_graph.graph import Room
from isuo_graph.rooms.learning.acts import ACTS
from isuo_graph.rooms.learning.graph import EXTENSIONS, TYPES

ROOM = Room("learning", types=TYPES, extensions=EXTENSIONS, acts=ACTS)
