"""Kolibri's channels and content trees as courses and modules of the contract.

Takes records, gives values of `isuo_graph.sdk`; pure. A Kolibri channel is a course; its root node is the course
itself, every other node a module.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from isuo_graph.sdk import Course, Module, ModuleKind
from isuo_kolibri.answers import Channel, Node

# Kolibri's content kinds, from its own library `le-utils` (constants/content_kinds).
_KINDS: Final[Mapping[str, ModuleKind]] = {
    "topic": ModuleKind.SECTION,
    "video": ModuleKind.VIDEO,
    "audio": ModuleKind.AUDIO,
    "document": ModuleKind.READING,
    "exercise": ModuleKind.EXERCISE,
    "quiz": ModuleKind.TEST,
}
# What a node is used for, where Kolibri says so (`le-utils`, constants/modalities); it tells more than the kind.
_MODALITIES: Final[Mapping[str, ModuleKind]] = {"LESSON": ModuleKind.LESSON, "QUIZ": ModuleKind.TEST}


def course(channel: Channel, launch_url: str) -> Course:
    """Give a channel as a course."""
    return Course(
        id=channel.id,
        title=channel.name,
        description=channel.description or "",
        language=channel.lang_code,
        url=permalink(launch_url, channel.root),
        updated_at=channel.last_updated,
    )


def modules(root_id: str, nodes: Iterable[Node]) -> tuple[Module, ...]:
    """Give a channel's nodes as modules in the order of reading, parents before their children.

    A node whose parent is not shown hangs on the course: Kolibri leaves out folders without files, and keeps what is
    in them.
    """
    known = {node.id: node for node in nodes if node.id != root_id}
    return tuple(
        Module(
            id=node.id,
            course_id=node.channel_id,
            title=node.title,
            kind=_MODALITIES.get(node.modality or "") or _KINDS.get(node.kind, ModuleKind.OTHER),
            parent_id=node.parent if node.parent in known else None,
            position=position,
            duration_s=node.duration,
        )
        for position, node in enumerate(_in_reading_order(known))
    )


def permalink(launch_url: str, node_id: str) -> str:
    """Give Kolibri's own lasting address of a node: it leads to the right page in any language and version."""
    return f"{launch_url}/viewcontent?node_id={node_id}"


def _in_reading_order(known: Mapping[str, Node]) -> Iterator[Node]:
    """Walk the tree from its tops; no depth can break the walk, and a circle, which has no top, is left out."""
    children: dict[str | None, list[Node]] = defaultdict(list)
    # `lft` is the place in Kolibri's nested sets; copies share one, so the id decides.
    for node in sorted(known.values(), key=lambda node: (node.lft, node.id), reverse=True):
        children[node.parent if node.parent in known else None].append(node)
    waiting = list(children[None])
    while waiting:
        node = waiting.pop()
        yield node
        waiting += children[node.id]
