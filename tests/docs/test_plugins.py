"""docs/plugins.md names everything that a vendor may import, and nothing else."""

import re

from isuo_graph import sdk
from tests.docs import pages

PAGE = pages.DOCS / "plugins.md"


def test_every_public_name_of_the_contract_stands_on_the_page() -> None:
    named = set(pages.words_in_code_font(PAGE))
    assert set(sdk.__all__) - named == set()


def test_what_the_page_imports_is_public() -> None:
    imported = {
        name.strip()
        for block in pages.blocks(PAGE, "python")
        for names in re.findall(r"from isuo_graph\.sdk import \(?([\w,\s]+)\)?", block)
        for name in names.split(",")
        if name.strip()
    }
    assert imported
    assert imported <= set(sdk.__all__)


def test_the_python_of_the_page_compiles() -> None:
    for block in pages.blocks(PAGE, "python"):
        compile(block, "docs/plugins.md", "exec")
