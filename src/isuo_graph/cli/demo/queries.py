"""Queries that the demo prints to try, each with the account that asks it: three, and one more beside a Kolibri."""

from __future__ import annotations

import json
import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from isuo_graph.cli.where import DATABASE, DEMO_FOLDER, KEY

if TYPE_CHECKING:
    from isuo_graph.settings import Settings


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
    '{ schoolClasses(where: {name: {eq: "5А"}, school: {code: {eq: "99-0001"}}}) { nodes { students { nodes { '
    'displayName liveCourses(plugin: "kolibri") { title progress { percent } } } } } } }',
)


def curl(address: str, example: Example) -> str:
    """Give the command that asks the question; it fetches its own token."""
    body = json.dumps({"query": example.query}, ensure_ascii=False)
    return (
        f'curl -s {address}/graphql -H "Authorization: Bearer $(isuo-graph token {example.login})" '
        f"-H 'Content-Type: application/json' -d {shlex.quote(body)}"
    )


def pointing(settings: Settings) -> str:
    """Give the command that lets other commands find a demo which does not stand where they look; else nothing."""
    if settings.secret_key_file == str(DEMO_FOLDER / KEY) or "ISUO_SECRET_KEY_FILE" in os.environ:
        return ""
    key = Path(settings.secret_key_file).resolve()
    address = settings.database_url
    if "ISUO_DATABASE_URL" not in os.environ:
        address = f"sqlite:///{key.parent / DATABASE}"
    return f"export ISUO_SECRET_KEY_FILE={shlex.quote(str(key))} ISUO_DATABASE_URL={shlex.quote(address)}"
