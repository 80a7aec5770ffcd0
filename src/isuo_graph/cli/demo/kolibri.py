"""The demo beside a Kolibri server: reads who and where from the command line, and says how reading it went."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

import typer

from isuo_graph.cli.demo.learning import KOLIBRI
from isuo_graph.cli.demo.plugins import Kolibri

if TYPE_CHECKING:
    from isuo_graph.app import House
    from isuo_graph.host.sync import SyncReport
    from isuo_graph.settings import Settings

VARIABLE: Final = "KOLIBRI_PASSWORD"
"""Where the account's password may stand."""
SCHEMES: Final = ("http", "https")
USAGE: Final = "write the account and the address, for example --kolibri http://admin@127.0.0.1:8080"
NEXT: Final = (
    "It knows a learner by the identifier in `id_number` of the account there; "
    "`isuo-graph plugin learners kolibri` lists them."
)
_COUNTS: Final = """
SELECT (SELECT count(*) FROM course WHERE plugin_id = 'kolibri' AND gone_at IS NULL),
  (SELECT count(DISTINCT student_id) FROM course_enrollment WHERE plugin_id = 'kolibri' AND gone_at IS NULL)
"""


def told(said: str, settings: Settings) -> Kolibri:
    """Read `http://USER@host`, or `USER@http://host`; the password is asked for, since lists of processes show a line.

    Raises BadParameter for anything else, BootRefused where the plugin is not there.
    """
    from isuo_graph.host.discover import discover
    from isuo_graph.kit.errors import BootRefused

    login, address = _account(said)
    if discover(settings.plugins_allowed).plugin(KOLIBRI) is None:
        raise BootRefused("--kolibri: the plugin is not installed, or not allowed; `isuo-graph plugin list` says which")
    password = os.environ.get(VARIABLE) or typer.prompt("Password of the Kolibri account", hide_input=True)
    return Kolibri(address, login, password)


async def tell(house: House, reports: tuple[SyncReport, ...], address: str) -> None:
    """Say what was read from Kolibri and what to do next, or why nothing was."""
    from isuo_graph.cli.terminal import complain, out

    for report in reports:
        if report.plugin_id != KOLIBRI:
            continue
        if not report.is_whole:
            complain(
                f"\nKolibri at {address} {_trouble(report)}. The demo goes on without it; stop, mend it, start again."
            )
            continue
        row = await house.store.read.fetch_row(_COUNTS)
        courses, learners = (0, 0) if row is None else row
        told = f"Kolibri at {address} was read: {courses} courses, progress of {learners} learners."
        out().print(f"\n{told} {NEXT}", markup=False)


def _account(said: str) -> tuple[str, str]:
    """Give account and address."""
    first, _, rest = said.partition("@")
    if rest.startswith(tuple(f"{one}://" for one in SCHEMES)) and "://" not in first:
        said = rest.replace("://", f"://{first}@", 1)
    try:
        parts = urlsplit(said)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise typer.BadParameter(USAGE, param_hint="--kolibri") from None
    if parts.password is not None:
        raise typer.BadParameter(
            f"leave the password out, since lists of processes show it; put it into {VARIABLE}", param_hint="--kolibri"
        )
    if parts.scheme not in SCHEMES or not host or not parts.username:
        raise typer.BadParameter(USAGE, param_hint="--kolibri")
    place = f"[{host}]" if ":" in host else host
    return unquote(parts.username), f"{parts.scheme}://{place}{f':{port}' if port else ''}{parts.path.rstrip('/')}"


def _trouble(report: SyncReport) -> str:
    from isuo_graph.host.trouble import Trouble

    problems = {one.problem for one in report.readings}
    if Trouble.REFUSED in problems:
        return "refused the account or its password"
    return "answered something else than Kolibri does" if Trouble.MALFORMED in problems else "did not answer"
