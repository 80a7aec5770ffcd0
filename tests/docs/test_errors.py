"""docs/errors.md: every code has its heading, and its examples are JSON that names codes of ours."""

import json
import re

from tests.docs import pages

from isuo_graph.kit.errors import Code

PAGE = pages.DOCS / "errors.md"


def test_the_headings_are_the_codes_in_their_order() -> None:
    assert [heading for heading in pages.headings(PAGE) if heading.isupper()] == [code.value for code in Code]


def test_examples_are_json_with_codes_of_ours() -> None:
    examples = [json.loads(block) for page in pages.PAGES for block in pages.blocks(page, "json")]
    codes = set(re.findall(r'"code": "(\w+)"', json.dumps(examples)))
    assert codes
    assert codes <= {code.value for code in Code}
