"""Questions and answers that stand on the pages: found there, laid out again, written back.

A page asks in a block of GraphQL that names its operation. Before a block of JSON stands, unseen by the reader,
`<!-- answer: Operation, login -->`, perhaps with a language and variables behind it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.docs import pages

WIDTH: Final = 120
_ANSWER: Final = re.compile(
    r"<!-- answer: (\w+), (\w+)(?:, (ky|ru|en))?(?:, (\{[^\n]*\}))? -->\n\n?```json\n(.*?)```", re.DOTALL
)
_OPERATION: Final = re.compile(r"^(query|mutation) (\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """One answer of a page: who asked what, and what the page says came back."""

    page: Path
    operation: str
    login: str
    language: str
    variables: dict[str, Any] = field(hash=False)
    written: str

    @property
    def document(self) -> str:
        """The text of the question."""
        return questions(self.page)[self.operation]

    @property
    def is_act(self) -> bool:
        """Whether asking it changes something."""
        return self.document.startswith("mutation")

    @property
    def name(self) -> str:
        """What a failing test is called by."""
        return f"{pages.name_of(self.page)} {self.operation} {self.login}"


def examples() -> list[Example]:
    """All of them, those that change something last."""
    found = [example for page in pages.PAGES for example in _of(page)]
    return sorted(found, key=lambda example: example.is_act)


def questions(page: Path) -> dict[str, str]:
    """The operations of a page by name."""
    return {found[2]: text for text in pages.blocks(page, "graphql") if (found := _OPERATION.search(text))}


def shown(answer: Any, written: Any) -> Any:  # noqa: ANN401 - JSON
    """The part of an answer that a page shows: only `extensions` may be left out. Ids are blotted."""
    kept = {key: value for key, value in answer.items() if key in written or key != "extensions"}
    text = re.sub(r'"requestId": "[^"]*"', '"requestId": "…"', json.dumps(kept, ensure_ascii=False))
    return json.loads(re.sub(r'"([a-z]{3})_\d+"', r'"\1_…"', text))


def rewrite(example: Example, answer: dict[str, Any]) -> None:
    """Put an answer in the place of the one on the page."""
    written = json.loads(example.written)
    kept = {key: value for key, value in answer.items() if key in written or key != "extensions"}
    text = example.page.read_text(encoding="utf-8")
    assert text.count(example.written) == 1, "two examples of a page are the same"
    example.page.write_text(text.replace(example.written, laid_out(kept) + "\n"), encoding="utf-8")


def laid_out(value: Any, indent: int = 0, lead: int = 0) -> str:  # noqa: ANN401 - JSON
    """Write JSON in lines of at most WIDTH characters, as full as they can be; `lead` is what stands before it."""
    line = json.dumps(value, ensure_ascii=False)
    if indent + lead + len(line) < WIDTH or not isinstance(value, dict | list) or not value:
        return line
    inside = indent + 1
    if isinstance(value, list):
        parts = [laid_out(one, inside + 1) for one in value]
        return "[\n" + " " * (inside + 1) + _filled(parts, inside + 1) + "]"
    parts = [f"{json.dumps(key)}: {laid_out(one, inside, len(key) + 4)}" for key, one in value.items()]
    return "{" + _filled(parts, inside) + "}"


def _filled(parts: list[str], indent: int) -> str:
    """Join parts with commas, beginning a line where the next one does not fit."""
    text, width = parts[0], indent + len(parts[0].rpartition("\n")[2])
    for part in parts[1:]:
        is_short = "\n" not in part and width + len(part) + 3 < WIDTH and "\n" not in text.rpartition(",\n")[2]
        text += ", " + part if is_short else ",\n" + " " * indent + part
        width = width + len(part) + 2 if is_short else indent + len(part.rpartition("\n")[2])
    return text


def _of(page: Path) -> Iterator[Example]:
    for operation, login, language, variables, written in _ANSWER.findall(pages.text_of(page)):
        yield Example(page, operation, login, language or "en", json.loads(variables or "{}"), written)
