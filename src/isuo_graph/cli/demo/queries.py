"""Queries that the demo prints to try, each with the account that asks it: three, and one more beside a Kolibri."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Example:
    """A query, who asks it, and what it shows."""

    login: str
    shows: str
    query: str


EXAMPLES: Final = (
    Example(
        "teacher",
        "учитель: свой класс, отметки, электронные курсы и тесты одним запросом",
        '{ schoolClasses(where: {name: {eq: "5А"}}) { nodes { name students(first: 5) { nodes { displayName phone '
        "marks(first: 3) { nodes { value heldOn subject { nameRu } } } "
        "courseEnrollments { nodes { progressPercent course { title } } } "
        "testAttempts { nodes { score maxScore test { title } } } } } } } }",
    ),
    Example(
        "guardian",
        "мать: только свои дети, с причинами пропусков",
        "{ guardianships { nodes { kind student { displayName schoolClass { name } "
        "marks(first: 5) { nodes { value subject { nameRu } } } "
        "attendance(first: 3) { nodes { heldOn state reason } } } } } }",
    ),
    Example(
        "analyst",
        "аналитик района: сводка по двум школам, ни одного имени",
        "{ studentsSummary(groupBy: [GRADE]) { key { grade } count } students { nodes { displayName } } }",
    ),
)
BESIDE_KOLIBRI: Final = Example(
    "teacher",
    "учитель: кто сколько прошёл в Kolibri, спрошено у него сейчас",
    '{ schoolClasses(where: {name: {eq: "5А"}}) { nodes { students { nodes { displayName '
    'liveCourses(plugin: "kolibri") { title progress { percent } } } } } } }',
)


def curl(address: str, example: Example) -> str:
    """Give the command that asks the question; it fetches its own token."""
    body = json.dumps({"query": example.query}, ensure_ascii=False)
    return (
        f'curl -s {address}/graphql -H "Authorization: Bearer $(isuo-graph token {example.login})" '
        f"-H 'Content-Type: application/json' -d {shlex.quote(body)}"
    )
