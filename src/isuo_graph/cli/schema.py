"""`isuo-graph schema`: prints the schema and the policy, and tells what a change breaks for those who ask."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from graphql import GraphQLSchema


def commands() -> typer.Typer:
    """Give the group of commands."""
    made = typer.Typer(help="The schema: print it, compare it.", no_args_is_help=True)
    made.command()(export)
    made.command()(diff)
    return made


def export(
    out: Annotated[Path, typer.Option(help="The folder that schema/ and docs/ lie in.")] = Path(),
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 naming files that differ.")] = False,  # noqa: FBT002 - a flag
) -> None:
    """Write schema/isuo.graphql, schema/policy.json, docs/policy.md and docs/settings.md, all printed from the code."""
    from isuo_graph.cli.printed import printed
    from isuo_graph.cli.terminal import FOUND_WRONG, complain
    from isuo_graph.cli.terminal import out as answers

    texts = {out / path: text for path, text in printed().items()}
    if check:
        differing = [path for path, text in texts.items() if not _is_same(path, text)]
        for path in differing:
            complain(f"{path} differs from what the code prints; run `isuo-graph schema export`.")
        sys.exit(FOUND_WRONG if differing else 0)
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        answers().print(str(path), markup=False)


def diff(
    old: Annotated[str, typer.Argument(help="The schema before: a .graphql file, or the address of /schema.graphql.")],
    new: Annotated[str | None, typer.Argument(help="The schema after; by default the one of this program.")] = None,
    token: Annotated[str, typer.Option(help="Access token for an address, as `isuo-graph token` prints it.")] = "",
) -> None:
    """Say what changed between two schemas: what breaks clients (exit 1), what is dangerous, what is safe."""
    from graphql import BreakingChange, DangerousChange, find_schema_changes

    from isuo_graph.cli.terminal import FOUND_WRONG
    from isuo_graph.cli.terminal import out as answers

    before, after = _read(old, token), _read(new, token)
    changes = find_schema_changes(before, after)
    breaking = [change for change in changes if isinstance(change, BreakingChange)]
    dangerous = [change for change in changes if isinstance(change, DangerousChange)]
    safe = [change for change in changes if change not in breaking and change not in dangerous]
    for title, found, style in (
        ("breaking", breaking, "red"),
        ("dangerous", dangerous, "yellow"),
        ("safe", safe, "green"),
    ):
        for change in found:
            answers().print(f"{title}: {change.description}", style=style, markup=False)
    if not changes:
        answers().print("The schemas are the same.")
    sys.exit(FOUND_WRONG if breaking else 0)


def _is_same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def _read(source: str | None, token: str) -> GraphQLSchema:
    """Read a schema from a file, an address, or (None) this program. Raises BootRefused where that cannot be done."""
    from graphql import GraphQLError, build_schema

    from isuo_graph.kit.errors import BootRefused

    try:
        return build_schema(_text(source, token))
    except (GraphQLError, TypeError) as exc:
        raise BootRefused(f"{source}: this is no GraphQL schema ({exc})") from exc


def _text(source: str | None, token: str) -> str:
    import httpx

    from isuo_graph.kit.errors import BootRefused

    if source is None:
        from isuo_graph import app

        return app.schema().as_str()
    try:
        if not source.startswith(("http://", "https://")):
            return Path(source).read_text(encoding="utf-8")
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.get(source, headers=headers, timeout=10).raise_for_status().text
    except (OSError, UnicodeDecodeError, httpx.HTTPError) as exc:
        raise BootRefused(f"{source}: cannot be read ({exc})") from exc
