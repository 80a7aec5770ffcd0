"""docs/plugins.md names everything that a vendor may import, and nothing else."""

import ast

from tests.docs import pages

from isuo_graph import sdk

PAGE = pages.DOCS / "plugins.md"


def test_every_public_name_of_the_contract_stands_on_the_page() -> None:
    named = set(pages.words_in_code_font(PAGE))
    assert set(sdk.__all__) - named == set()


def test_what_the_page_imports_is_public() -> None:
    imported = {
        alias.name
        for block in pages.blocks(PAGE, "python")
        for node in ast.walk(ast.parse(block))
        if isinstance(node, ast.ImportFrom) and node.module == "isuo_graph.sdk"
        for alias in node.names
    }
    assert imported
    assert imported <= set(sdk.__all__)
