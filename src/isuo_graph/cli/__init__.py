"""The command line `isuo-graph`: one file for each group of commands, each importing what it needs when it runs.

Exit codes: 0 done, 1 something was found wrong, 2 the call itself was wrong, 3 the service would not start.
"""

from __future__ import annotations

import os
import sys

import typer

from isuo_graph.cli import explain, failures, init, plugin, schema, serve, token
from isuo_graph.cli.demo import command as demo
from isuo_graph.cli.doctor import command as doctor
from isuo_graph.cli.terminal import FOUND_WRONG, REFUSED, complain

__all__ = ["commands", "main"]


def commands() -> typer.Typer:
    """Give all commands."""
    made = typer.Typer(
        name="isuo-graph",
        help="The GraphQL service of ИСУО: school data, e-courses and tests in one query, under rights and consent.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        rich_markup_mode="rich",
    )
    for room in (demo, init, serve, token, doctor, explain):
        room.register(made)
    made.add_typer(schema.commands(), name="schema")
    made.add_typer(plugin.commands(), name="plugin")
    return made


def main() -> None:
    """Run the command that was asked for. A refusal to start is said plainly, without a traceback."""
    from isuo_graph.kit.errors import BootRefused, Refused

    try:
        commands()()
    except BootRefused as exc:
        complain(str(exc))
        sys.exit(REFUSED)
    except Refused as exc:
        from isuo_graph.kit.language import Language

        complain(exc.say(Language.EN))
        sys.exit(REFUSED)
    except BrokenPipeError:  # whoever read our answer has had enough, for example `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FOUND_WRONG)
    except Exception as exc:
        said = failures.told(exc)
        if said is None:
            raise
        complain(said)
        sys.exit(REFUSED)
