"""`isuo-graph plugin learners`: the identifiers under which a plugin knows learners, as CSV, for the vendor's accounts.

Only those stand on it whose consent lets the plugin know them; how many do not is said beside it.
"""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from isuo_graph.app import House
    from isuo_graph.host.roster import Known, Roster
    from isuo_graph.settings import Settings

HEADING: Final = ("school", "class", "student", "name", "identifier")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""With what a cell begins that a spreadsheet would compute (OWASP, CSV injection)."""


def learners(
    plugin: Annotated[str, typer.Argument(help="The plugin's id, for example kolibri.")],
    school: Annotated[str, typer.Option(help="Code of one school; without it every school that uses the plugin.")] = "",
    class_name: Annotated[str, typer.Option("--class", help="Name of one class, for example 7А.")] = "",
) -> None:
    """Print, as CSV, under which identifier a plugin knows each learner; for Kolibri that is `id_number`.

    Learners without consent to the plugin are left out, and counted. Whoever may read the key file may do this; the
    register of disclosures and the audit trail keep it.
    """
    import asyncio

    from isuo_graph.cli.where import settings_here

    lists = asyncio.run(_lists(settings_here(), plugin, school, class_name))
    _print(lists)
    _tell(lists)


async def _lists(settings: Settings, plugin: str, school: str, class_name: str) -> Mapping[str, Roster]:
    """Give the list of each school, by its code. Raises BootRefused where there is nothing to list."""
    from isuo_graph import app
    from isuo_graph.kit.ids import NODES

    # The last number is the command line's; services count from 0.
    house = await app.compose(settings.model_copy(update={"node": NODES - 1}))
    try:
        schools = await _schools(house, plugin, school)
        lists = {code: await _list(house, school_id, plugin, class_name) for code, school_id in schools.items()}
    finally:
        await house.close()
    _require(lists, class_name)
    return {code: roster for code, (roster, _) in lists.items()}


async def _schools(house: House, plugin: str, code: str) -> Mapping[str, int]:
    """Give the schools that a plugin serves, or the one that is asked for."""
    from isuo_graph.kit.errors import BootRefused

    rows = await house.store.read.fetch_rows("SELECT id, code FROM school ORDER BY code")
    schools = {str(row[1]): int(str(row[0])) for row in rows}
    if code and code not in schools:
        raise BootRefused(f"{code}: there is no school with this code; there are {', '.join(schools)}")
    wanted = {code: schools[code]} if code else schools
    served = await house.plugins.settings_at(wanted.values())
    found = {name: school_id for name, school_id in wanted.items() if (school_id, plugin) in served}
    if not found:
        raise BootRefused(
            f"{plugin}: serves no such school; `isuo-graph plugin list` shows what is installed, and enablePlugin lets "
            "it in by an order"
        )
    return found


async def _list(house: House, school_id: int, plugin: str, class_name: str) -> tuple[Roster, frozenset[str]]:
    """Give the list of a school, and the names of the classes that it has."""
    from isuo_graph.host import roster
    from isuo_graph.host.trouble import PluginFailed
    from isuo_graph.kit.errors import BootRefused
    from isuo_graph.kit.language import Language

    students = await roster.on_roll(house.plugins, school_id)
    wanted = [one for one, seat in students.items() if class_name in {"", seat}]
    classes = frozenset(seat for seat in students.values() if seat is not None)
    try:
        return await roster.roster(house.plugins, school_id, plugin, wanted), classes
    except PluginFailed as exc:
        raise BootRefused(exc.say(Language.EN)) from exc


def _require(lists: Mapping[str, tuple[Roster, frozenset[str]]], class_name: str) -> None:
    """Make sure that a class was found; a Latin A for a Cyrillic one is not seen on the screen."""
    from isuo_graph.kit.errors import BootRefused
    from isuo_graph.kit.text import sort_key

    every = frozenset().union(*(classes for _, classes in lists.values()))
    if class_name and class_name not in every:
        told = ", ".join(sorted(every, key=sort_key))
        raise BootRefused(f"--class: nobody is in a class {class_name}; the classes are {told}")


def _print(lists: Mapping[str, Roster]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(HEADING)
    for code, roster in lists.items():
        writer.writerows([_harmless(cell) for cell in _cells(code, one)] for one in roster.known)


def _cells(code: str, one: Known) -> tuple[str, str, str, str, str]:
    from isuo_graph.kit.ids import outside

    return code, one.class_name or "", outside("stu", one.student_id), one.name or "", one.identifier


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _tell(lists: Mapping[str, Roster]) -> None:
    from isuo_graph.cli.terminal import hint

    for code, roster in lists.items():
        hint(f"{code}: {len(roster.known)} learners; {roster.left_out} left out, without consent to this plugin")
