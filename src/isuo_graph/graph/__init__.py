"""What a type of the schema is declared with: `node`, `extend`, `about`, `one`, `many`, `joined`, `tells`, `live` and
`act`.

Declarations only: a room says what exists and which word guards it. `registry` checks them all and gives the catalogue
that `plan` reads; `schema` makes Strawberry types of the same catalogue.
"""

from isuo_graph.graph.act import ActSpec, act, ref
from isuo_graph.graph.fields import ID, Many, about, joined, live, many, one, tells
from isuo_graph.graph.node import Room, extend, node

__all__ = [
    "ID", "ActSpec", "Many", "Room", "about", "act", "extend", "joined", "live", "many", "node", "one", "ref", "tells",
]  # fmt: skip
