"""Reading the environment: gives Settings, or refuses the start and names all faults at once, none of them by value."""

import difflib
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from isuo_graph.kit.errors import BootRefused
from isuo_graph.settings.allowed import allowed, default
from isuo_graph.settings.model import Settings
from isuo_graph.settings.sections import PREFIX

# The tests' own variables (ISUO_TEST_PG) share the prefix; the service neither reads nor refuses them.
_TEST_PREFIX: Final = PREFIX + "TEST_"


def load() -> Settings:
    """Read the environment. Raises BootRefused that names every wrong and every unknown variable and what to write."""
    faults = list(_unknown(os.environ))
    try:
        settings = Settings()
    except ValidationError as exc:
        faults += [_fault(error) for error in exc.errors(include_url=False, include_context=False, include_input=False)]
        raise BootRefused(_told(faults)) from None  # the cause would show values, and one of them holds a password
    if faults:
        raise BootRefused(_told(faults))
    return settings


def variable(name: str) -> str:
    """Give the environment variable of a setting."""
    return PREFIX + name.upper()


def _unknown(environ: Mapping[str, str]) -> Iterator[str]:
    known = [variable(name) for name in Settings.model_fields]
    for name in sorted(environ):
        ours = name.upper().startswith(PREFIX) and not name.upper().startswith(_TEST_PREFIX)
        if ours and name.upper() not in known:
            near = difflib.get_close_matches(name.upper(), known, n=1)
            yield f"{name}: no such setting; " + (f"did you mean {near[0]}?" if near else "docs/settings.md lists all.")


def _fault(error: ErrorDetails) -> str:
    message = error["msg"].removeprefix("Value error, ")
    if not error["loc"]:  # a contradiction between settings; its text names them
        return f"{message}."
    # pydantic-settings gives the field's name, or the variable's when it could not be read at all.
    name = str(error["loc"][0]).lower().removeprefix(PREFIX.lower())
    field = Settings.model_fields[name]
    message = message[0].lower() + message[1:]
    return f"{variable(name)}: {message}. Write {allowed(field)}; the default is {default(field)}."


def _told(faults: Iterable[str]) -> str:
    return "\n".join(("The settings are not usable:", *(f"  - {fault}" for fault in sorted(faults))))
