"""`isuo-graph doctor`: looks at everything a service needs and says what to do about what is wrong."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from isuo_graph.cli.doctor.finding import Finding


def register(commands: typer.Typer) -> None:
    """Add the command."""
    commands.command()(doctor)


def doctor() -> None:
    """Look at settings, key, database, port, disk and plugins; for each fault print what mends it, and exit 1."""
    import asyncio

    from isuo_graph.cli.terminal import FOUND_WRONG

    findings = asyncio.run(examine())
    for finding in findings:
        _tell(finding)
    sys.exit(FOUND_WRONG if any(finding.is_fault for finding in findings) else 0)


async def examine() -> list[Finding]:
    """Run every check. Settings that cannot be read end it: nothing else would look at the right thing."""
    from isuo_graph.cli.doctor import database, machine
    from isuo_graph.cli.doctor.finding import Finding
    from isuo_graph.kit.errors import BootRefused
    from isuo_graph.settings import load

    try:
        settings = load()
    except BootRefused as exc:
        return [Finding("settings", str(exc), "unset or correct the variables named above; docs/settings.md lists all")]
    found = [Finding("settings", "all can be read")]
    found += machine.key_file(settings)
    found += [finding async for finding in database.database(settings)]
    for check in (machine.port, machine.disk, machine.plugins):
        found += check(settings)
    return found


def _tell(finding: Finding) -> None:
    from isuo_graph.cli.terminal import out

    console = out()
    mark, style = ("✗", "red") if finding.is_fault else ("✓", "green")
    console.print(f"{mark} {finding.about}: {finding.says}", style=style, markup=False)
    if finding.mend is not None:
        console.print(f"    → {finding.mend}", style="bold", markup=False)
