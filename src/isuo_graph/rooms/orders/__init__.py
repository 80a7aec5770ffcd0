"""The director's orders and what they give: duties, roles, prohibitions, a school's own rights (R49, R50, R53, R58)."""

from isuo_graph.graph import Room
from isuo_graph.rooms.orders import leaving
from isuo_graph.rooms.orders.acts import ACTS
from isuo_graph.rooms.orders.graph import EXTENSIONS, TYPES

ROOM = Room("orders", types=TYPES, extensions=EXTENSIONS, acts=ACTS, follows=(leaving.follow,))
