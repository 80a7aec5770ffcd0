"""Do two arms answer the same? The same rows, with the same marks, lessons and names in them.

The order of the outermost rows may differ: ours puts those last whose name the viewer may not see.
Takes two decoded answers of one workload, in each arm's own words; raises Unlike naming the first difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

COMPARED = ("familyName", "givenName", "displayName", "marks")
"""What every arm gives of a row, whatever its style and whatever the rights of who asks."""


class Unlike(Exception):
    """Two arms do not answer the same, so their speeds cannot be compared."""


def check(ours: Any, theirs: Any, name: str) -> None:  # noqa: ANN401 - decoded JSON
    """Compare. A row that our side shows without its name is one without consent; rivals without rights show more of
    it.
    """
    left = {one["id"]: one for one in _people(plain(ours))}
    right = {one["id"]: one for one in _people(plain(theirs))}
    if left.keys() != right.keys():
        raise Unlike(f"{name}: {len(left)} rows are not the {len(right)} rows of the other")
    for one, other in ((one, right[key]) for key, one in left.items()):
        if None in (one.get("familyName", ""), one.get("displayName", "")):
            continue
        differs = [key for key in COMPARED if key in one and key in other and _seen(one[key]) != _seen(other[key])]
        if differs:
            raise Unlike(f"{name}: row {one['id']} differs in {differs[0]}")


def _seen(value: Any) -> Any:  # noqa: ANN401 - decoded JSON
    """Give a value as it is compared: of marks, which they are and what they say."""
    return [(one["id"], one.get("value")) for one in value] if isinstance(value, list) else value


def plain(value: Any) -> Any:  # noqa: ANN401 - decoded JSON
    """Give an answer without what only the arm's own style adds: connections, prefixes of ids, thousandths."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if not isinstance(value, Mapping):
        return value
    if "nodes" in value:
        return plain(value["nodes"])
    return {key: _leaf(key, plain(one)) for key, one in value.items()}


def _leaf(key: str, value: Any) -> Any:  # noqa: ANN401 - as `plain`
    if key == "id":
        return int(str(value).rpartition("_")[2])
    if key == "value" and value is not None:
        return float(value) / (1000 if float(value) >= 1000 else 1)  # noqa: PLR2004 - kept as thousandths
    return value


def _people(answer: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - as `plain`
    """Give the outermost rows: the students of a class or school, or the one row that was asked for."""
    root = next(iter(answer.values()))
    rows = root.get("students", [root]) if isinstance(root, dict) else root
    yield from rows
