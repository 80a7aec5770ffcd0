"""The pages that people read, and what stands in them: tables, headings, links, names in code font."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = ROOT / "docs"
PAGES: Final = tuple(
    sorted([*ROOT.glob("*.md"), *DOCS.glob("**/*.md"), *ROOT.glob("plugins/*/README.md")], key=lambda page: page.parts)
)

_FENCE: Final = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CODE: Final = re.compile(r"`([^`\n]+)`")
_LINK: Final = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_HEADING: Final = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    return _FENCE.sub("", text_of(page))


def blocks(page: Path, language: str) -> list[str]:
    return [found[2] for found in _FENCE.finditer(text_of(page)) if found[1] == language]


def words_in_code_font(page: Path) -> list[str]:
    return _CODE.findall(prose(page))


def links(page: Path) -> list[str]:
    return _LINK.findall(prose(page))


def headings(page: Path) -> list[str]:
    return _HEADING.findall(prose(page))


def anchors(page: Path) -> set[str]:
    """The names that a link may point at: headings as GitHub spells them."""
    plain = (heading.replace("`", "").lower() for heading in headings(page))
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in plain}


def rows(page: Path) -> Iterator[list[str]]:
    """The rows of all tables, without heads and rules."""
    lines = text_of(page).splitlines()
    for before, line in zip(["", *lines], lines, strict=False):
        if line.startswith("| ") and not before.startswith("|"):
            continue  # the head
        if line.startswith("| "):
            yield [cell.strip() for cell in line.strip("|").split("|")]
