"""`isuo-graph explain`: what a query costs an account, what is withheld from it, and which SQL answers it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from isuo_graph.app import House
    from isuo_graph.plan.planner import Plan
    from isuo_graph.policy.viewer import Viewer
    from isuo_graph.settings import Settings


def register(commands: typer.Typer) -> None:
    """Add the command."""
    commands.command()(explain)


def explain(
    file: Annotated[str, typer.Argument(help="A file with the query; - reads standard input.")],
    user: Annotated[str, typer.Option("--as", help="The account that asks; nobody signed in without it.")] = "",
    variables: Annotated[str, typer.Option(help="The variables, as JSON.")] = "{}",
    operation: Annotated[str, typer.Option(help="Which operation, where the file has several.")] = "",
) -> None:
    """Print roles and orders, estimated rows, withheld fields and the SQL of a query. Nothing of it is run."""
    import asyncio

    from isuo_graph.cli.where import settings_here
    from isuo_graph.kit.errors import BootRefused

    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise BootRefused(f"{file}: cannot be read ({exc})") from exc
    asyncio.run(_explain(settings_here(), text, user, _variables(variables), operation or None))


def _variables(text: str) -> dict[str, Any]:
    import json

    from isuo_graph.kit.errors import BootRefused

    try:
        given = json.loads(text)
    except ValueError as exc:
        raise BootRefused(f"--variables: this is no JSON ({exc})") from exc
    if not isinstance(given, dict):
        raise BootRefused('--variables: write a JSON object, for example {"id": "stu_1"}')
    return given


async def _explain(settings: Settings, text: str, user: str, given: dict[str, Any], operation_name: str | None) -> None:
    from graphql import GraphQLError

    from isuo_graph import app
    from isuo_graph.kit.errors import BootRefused

    house = await app.compose(settings)
    try:
        viewer = await _viewer(house, user)
        plan, cost = _planned(house, viewer, text, given, operation_name)
    except GraphQLError as exc:
        raise BootRefused(f"the query is not valid: {exc}") from exc
    finally:
        await house.close()
    _tell_viewer(viewer, user)
    _tell_plan(plan, cost)


async def _viewer(house: House, login: str) -> Viewer:
    """Read the account's rights as they are now."""
    from sqlmodel import col, select
    from sqlmodel.ext.asyncio.session import AsyncSession

    from isuo_graph.kit.errors import BootRefused
    from isuo_graph.rooms.orders.viewers import load_viewer
    from isuo_graph.rooms.people.tables import Account

    if not login:
        return house.viewers.anonymous
    async with AsyncSession(house.store.write.engine) as session:
        account = (await session.exec(select(Account.id).where(col(Account.login) == login.casefold()))).first()
        clock = house.clock
        found = account and await load_viewer(
            session, account_id=account, session_id=None, now_ms=clock.now_ms(), today=clock.today()
        )
    if not found:
        raise BootRefused(f"{login}: there is no such account, or it is blocked")
    return found


def _planned(
    house: House, viewer: Viewer, text: str, given: dict[str, Any], operation_name: str | None
) -> tuple[Plan, int]:
    from graphql import OperationType

    from isuo_graph.kit.errors import BootRefused
    from isuo_graph.plan import select

    read = house.documents.read(text)
    if read.errors:
        raise BootRefused("the query is not valid: " + "; ".join(error.message for error in read.errors))
    operation = read.operation(operation_name)
    if operation.operation is not OperationType.QUERY:
        raise BootRefused("only queries are planned; an act runs its own code")
    variables = read.declared(operation).coerced(given)
    plan = house.engine.planner.plan(operation, select.Document(read.fragments, variables), viewer)
    return plan, plan.rows(variables)


def _tell_viewer(viewer: Viewer, login: str) -> None:
    from isuo_graph.cli.terminal import out

    console = out()
    console.print(f"Asked by {login or 'nobody signed in'}", style="bold", markup=False)
    for held in viewer.roles:
        order = f"by order {held.order_number} of {held.order_date}" if held.order_number else "by fact"
        console.print(f"  {held.role.value}: {order}", markup=False)


def _tell_plan(plan: Plan, cost: int) -> None:
    from isuo_graph.cli.terminal import out

    console = out()
    console.print(f"Cost: about {cost} rows at most, the limit is {plan.rows_max}", style="bold", markup=False)
    console.print("Withheld:" if plan.withheld else "Withheld: nothing", style="bold")
    for entry in plan.withheld:
        told = entry.printed()
        path = ".".join(str(part) for part in told.pop("path"))
        console.print(f"  {path}: " + ", ".join(f"{key} {value}" for key, value in told.items()), markup=False)
    for root in plan.roots:
        console.print(f"{root.key}:", style="bold", markup=False)
        console.print(root.text or "  nothing is asked of the database", markup=False)
    for key in plan.others:
        console.print(f"{key}: answered without a plan", style="bold", markup=False)
