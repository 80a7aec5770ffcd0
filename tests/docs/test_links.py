"""Links of the pages lead somewhere: files are there, headings are there, addresses are whole."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.docs import pages

INSIDE = [
    (page, link) for page in pages.PAGES for link in pages.links(page) if urlsplit(link).scheme not in {"http", "https"}
]


@pytest.mark.parametrize(("page", "link"), INSIDE, ids=[f"{pages.name_of(page)} {link}" for page, link in INSIDE])
def test_a_link_leads_to_a_file_and_a_heading(page: Path, link: str) -> None:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    assert target.exists()
    assert target.is_relative_to(pages.ROOT)
    if anchor:
        assert anchor in pages.anchors(target)


@pytest.mark.parametrize("page", sorted(pages.DOCS.glob("*.md")), ids=pages.name_of)
def test_a_page_can_be_reached_from_the_readme(page: Path) -> None:
    readme = pages.ROOT / "README.md"
    assert f"docs/{page.name}" in {link.partition("#")[0] for link in pages.links(readme)}
