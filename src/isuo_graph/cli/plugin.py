"""`isuo-graph plugin list`: which plugins are installed, which may serve, and why the others may not.

The group's other commands stand in files of their own.
"""

from __future__ import annotations

import typer

from isuo_graph.cli.plugin_learners import learners


def commands() -> typer.Typer:
    """Give the group of commands."""
    made = typer.Typer(help="Plugins: e-courses, tests, learning materials.", no_args_is_help=True)
    made.callback()(group)
    made.command("list")(list_plugins)
    made.command("learners")(learners)
    return made


def group() -> None:
    """Plugins: e-courses, tests, learning materials."""


def list_plugins() -> None:
    """List the installed plugins with what each serves, and those that are left out with the reason."""
    from isuo_graph.cli.terminal import out
    from isuo_graph.cli.where import settings_here
    from isuo_graph.host.discover import discover

    found = discover(settings_here().plugins_allowed)
    console = out()
    for one in found.plugins:
        serves = ", ".join(sorted(one.manifest.capabilities))
        console.print(f"{one.id} ({one.distribution} {one.version}): may serve {serves}", markup=False)
    for left in found.left_out:
        console.print(f"{left.name} ({left.distribution} {left.version}): left out, {left.reason}", markup=False)
    if not found.plugins and not found.left_out:
        console.print("No plugin is installed.")
