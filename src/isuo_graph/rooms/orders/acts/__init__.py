"""What can be done with orders: issue, sign, change, revoke; give and take rights by them; appoint from above."""

from isuo_graph.graph import ActSpec
from isuo_graph.rooms.orders.acts import adapting, appointing, drafting, granting, signing

ACTS: tuple[ActSpec, ...] = (*drafting.ACTS, *signing.ACTS, *granting.ACTS, *adapting.ACTS, *appointing.ACTS)
