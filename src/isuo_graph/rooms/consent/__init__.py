"""Written consent: who agreed, for whom, to what, on which text, until when, and what follows from it (R55, R56)."""

from isuo_graph.graph import Room
from isuo_graph.rooms.consent import following
from isuo_graph.rooms.consent.acts import ACTS
from isuo_graph.rooms.consent.graph import EXTENSIONS, TYPES

ROOM = Room("consent", types=TYPES, extensions=EXTENSIONS, acts=ACTS, follows=(following.follow,))
