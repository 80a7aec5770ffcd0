"""The files that are printed from the code and kept in the repository: gives the text of each by its path."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from isuo_graph import app
from isuo_graph.graph.catalogue import Catalogue
from isuo_graph.policy import matrix, template
from isuo_graph.policy.matrix import Guarded
from isuo_graph.settings import settings_page


def printed() -> Mapping[Path, str]:
    """Give every generated file."""
    fields = list(guarded(app.catalogue()))
    allowances = template.read_template()
    return {
        Path("schema/isuo.graphql"): app.schema().as_str().rstrip("\n") + "\n",
        Path("schema/policy.json"): matrix.machine(allowances, fields),
        Path("docs/policy.md"): matrix.page(allowances, fields),
        Path("docs/settings.md"): settings_page(),
    }


def guarded(catalogue: Catalogue) -> list[Guarded]:
    """Give every field of the schema with its word, in the catalogue's order."""
    return [
        Guarded(node.name, field.name, field.guard.word)
        for node in catalogue.types.values()
        for field in node.fields.values()
    ]
