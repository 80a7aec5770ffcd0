"""Viewers as golden folders write them: rights by their printed names, reaches as in the rights template."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Scope, right_named
from isuo_graph.policy.viewer import Reach, Viewer

_IDS = ("student_ids", "guardian_ids", "staff_ids")


def viewer_of(text: str) -> Viewer:
    """Read a viewer. A reach reads `scope`, then `#1` for the school set, `B` for blocked data, `+PURPOSE` for one
    more consent.
    """
    given: Mapping[str, Any] = json.loads(text)
    return Viewer(
        account_id=given.get("account_id"),
        person_id=given.get("account_id"),
        school_sets=tuple(map(tuple, given.get("school_sets", ()))),
        reaches={
            right_named(name): frozenset(map(_reach, reaches)) for name, reaches in given.get("reaches", {}).items()
        },
        student_ids=tuple(given.get("student_ids", ())),
        guardian_ids=tuple(given.get("guardian_ids", ())),
        staff_ids=tuple(given.get("staff_ids", ())),
    )


def _reach(text: str) -> Reach:
    scope, *marks = text.split()
    groups = [int(mark[1:]) for mark in marks if mark.startswith("#")]
    purposes = [Purpose(mark[1:]) for mark in marks if mark.startswith("+")]
    return Reach(Scope(scope), next(iter(groups), 0), next(iter(purposes), None), "B" in marks)


def written(viewer: Viewer) -> str:
    """Write a viewer."""
    reaches = {str(right): sorted(map(_text, found)) for right, found in viewer.reaches.items()}
    plain = {name: list(getattr(viewer, name)) for name in _IDS if getattr(viewer, name)}
    sets = {"school_sets": [list(one) for one in viewer.school_sets]} if viewer.school_sets else {}
    account = {"account_id": viewer.account_id} if viewer.account_id else {}
    return json.dumps({**account, **plain, **sets, "reaches": dict(sorted(reaches.items()))}, indent=1) + "\n"


def _text(reach: Reach) -> str:
    marks = [f"#{reach.group}"] * bool(reach.group) + ["B"] * reach.waives
    return " ".join([reach.scope.value, *marks, *([f"+{reach.purpose}"] if reach.purpose else [])])
