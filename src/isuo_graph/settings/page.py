"""docs/settings.md, printed from the model so that the page cannot lie."""

from typing import Final

from isuo_graph.settings.allowed import allowed, default
from isuo_graph.settings.environment import variable
from isuo_graph.settings.model import Settings
from isuo_graph.settings.sections import Consents, Database, Place, Plugins, Request, SignIn, Upkeep

_SECTIONS: Final = (Place, Database, Request, SignIn, Consents, Upkeep, Plugins)
_HEAD: Final = """# Settings

Every setting is an environment variable; the unit is in its name. One that is not set, or set to nothing, has its
default. A wrong value or an unknown `ISUO_` name stops the start: the message names every such variable and what to
write. Variables that begin with `ISUO_TEST_` belong to the tests. This page is printed from the program.
"""


def settings_page() -> str:
    """Print the page: one table per section, one row per variable, ending with a line break."""
    tables = (_table(section) for section in _SECTIONS)
    return "\n".join((_HEAD, "\n".join(tables)))


def _table(section: type) -> str:
    title = (section.__doc__ or "").rstrip(".")
    head = (f"## {title}", "", "| variable | default | may be | what for |", "|---|---|---|---|")
    return "\n".join((*head, *map(_row, section.__annotations__), ""))


def _row(name: str) -> str:
    field = Settings.model_fields[name]
    return f"| `{variable(name)}` | {default(field)} | {allowed(field)} | {field.description} |"
