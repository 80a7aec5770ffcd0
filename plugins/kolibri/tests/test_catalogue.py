"""Content trees as modules, also those that are no trees."""

from isuo_graph.sdk import ModuleKind
from isuo_kolibri.answers import Node
from isuo_kolibri.catalogue import modules

ROOT = "0" * 32


def node(
    digit: str, parent: str | None = None, *, lft: int = 0, kind: str = "topic", modality: str | None = None
) -> Node:
    return Node(
        id=digit * 32,
        parent=ROOT if parent is None else parent * 32,
        channel_id="1" * 32,
        content_id=digit * 32,
        kind=kind,
        title=digit,
        modality=modality,
        lft=lft,
        is_leaf=kind != "topic",
    )


def titles(*nodes: Node) -> str:
    return "".join(module.title for module in modules(ROOT, nodes))


def test_modules_are_read_as_the_tree_is_walked() -> None:
    assert titles(node("a", lft=9), node("b", lft=1), node("c", "a", lft=10), node("d", "b", lft=2)) == "bdac"


def test_equal_places_are_told_apart_by_id() -> None:
    assert titles(node("b", lft=1), node("a", lft=1)) == "ab"


def test_a_node_without_a_shown_parent_hangs_on_the_course() -> None:
    [module] = modules(ROOT, [node("a", "f")])
    assert module.parent_id is None


def test_a_circle_is_left_out_and_does_not_hang() -> None:
    assert titles(node("a"), node("b", "c"), node("c", "b"), node("d", "d")) == "a"


def test_a_very_deep_tree_is_walked() -> None:
    first = node("a")
    deep = [
        first.model_copy(update={"id": f"{n:032x}", "parent": f"{n - 1:032x}" if n > 1 else ROOT})
        for n in range(1, 5000)
    ]
    assert len(modules(ROOT, deep)) == 4999


def test_an_unknown_kind_is_other() -> None:
    [module] = modules(ROOT, [node("a", kind="hologram")])
    assert module.kind is ModuleKind.OTHER


def test_a_practice_quiz_is_a_test_whatever_its_kind() -> None:
    [module] = modules(ROOT, [node("a", kind="exercise", modality="QUIZ")])
    assert module.kind is ModuleKind.TEST
