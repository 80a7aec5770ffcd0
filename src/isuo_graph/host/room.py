"""What the host adds to the schema, declared like a room."""

from isuo_graph.graph import Room
from isuo_graph.host import courses, graph, identifiers, testing
from isuo_graph.host.acts import ACTS

ROOM = Room(
    "host",
    types=graph.TYPES,
    extensions=(*graph.EXTENSIONS, *courses.EXTENSIONS, *testing.EXTENSIONS, *identifiers.EXTENSIONS),
    acts=ACTS,
)
