"""What can be done with tests: start an attempt, hand it in, score what only a teacher can score."""

from isuo_graph.graph import ActSpec
from isuo_graph.rooms.learning.acts import attempts, scores

ACTS: tuple[ActSpec, ...] = (*attempts.ACTS, *scores.ACTS)
