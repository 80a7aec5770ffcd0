"""How the command line speaks: answers to standard output, everything about them to standard error; its exit codes."""

from __future__ import annotations

from typing import Final

from rich.console import Console

FOUND_WRONG: Final = 1
REFUSED: Final = 3


def out() -> Console:
    """Give the console for answers. Long lines stay whole, so that they can be copied and piped."""
    return Console(soft_wrap=True, highlight=False)


def err() -> Console:
    """Give the console for what is said about an answer."""
    return Console(stderr=True, soft_wrap=True, highlight=False)


def complain(text: str) -> None:
    """Say what is wrong."""
    err().print(text, style="red", markup=False)


def hint(text: str) -> None:
    """Say something useful beside the answer."""
    err().print(text, style="dim", markup=False)
