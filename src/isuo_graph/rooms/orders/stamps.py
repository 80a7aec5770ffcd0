"""The stamp of a person's rights as SQL: given beside every answer, so that a revoked order bites at once.

It is NULL where the session has ended or the account is blocked; otherwise what `viewers.stamp_of` makes of the rows:

    count of grants in force . sum of (their ids modulo 1,000,000,007) . greatest change of any rule of rights
"""

from __future__ import annotations

from isuo_graph.graph.catalogue import Storage
from isuo_graph.plan import sql
from isuo_graph.plan.predicates import NOW, TODAY
from isuo_graph.policy.rows import Me
from isuo_graph.rooms.orders.tables import OrderState

MODULUS = 1_000_000_007
"""A prime: keeps the sum of 64-bit ids within 64 bits."""

_PERSON = sql.Bind(Me.PERSON.value, Storage.BIG)
_SESSION = sql.Bind("session", Storage.BIG)


def stamp() -> sql.Select:
    """Give the statement of the stamp; its parameters are those that every statement knows."""
    session = "sn"
    parts = (_grants(), sql.Literal("."), _rules())
    alive = sql.both(
        sql.Compare("=", sql.Column(session, "id"), _SESSION),
        sql.IsNull(sql.Column(session, "ended_at")),
        sql.Compare(">", sql.Column(session, "expires_at"), NOW),
        sql.Exists(sql.Select((), sql.Source("account", "ac"), _account(session))),
    )
    return sql.Select(((sql.Concat(parts), None),), sql.Source("session", session), alive)


def _account(session: str) -> sql.Expression | None:
    return sql.both(
        sql.Compare("=", sql.Column("ac", "id"), sql.Column(session, "account_id")),
        sql.IsNull(sql.Column("ac", "blocked_at")),
    )


def _grants() -> sql.Expression:
    number = sql.Remainder(sql.Column("gr", "id"), MODULUS)
    total = sql.Text(sql.Call("coalesce", (sql.Call("sum", (number,)), sql.Literal(0))))
    counted = sql.Concat((sql.Text(sql.Call("count")), sql.Literal("."), total))
    in_force = sql.both(
        sql.Compare("=", sql.Column("gr", "person_id"), _PERSON),
        sql.IsNull(sql.Column("gr", "ended_at")),
        *_today("gr"),
        sql.Exists(sql.Select((), sql.Source("director_order", "dr"), _order())),
    )
    return sql.Scalar(sql.Select(((counted, None),), sql.Source("role_grant", "gr"), in_force))


def _order() -> sql.Expression | None:
    return sql.both(
        sql.Compare("=", sql.Column("dr", "id"), sql.Column("gr", "order_id")),
        sql.Compare("=", sql.Column("dr", "state"), sql.Literal(OrderState.SIGNED.value)),
        *_today("dr"),
    )


def _rules() -> sql.Expression:
    latest = sql.Call("coalesce", (sql.Call("max", (sql.Column("rr", "change"),)), sql.Literal(0)))
    return sql.Scalar(sql.Select(((sql.Text(latest), None),), sql.Source("rights_rule", "rr")))


def _today(source: str) -> tuple[sql.Expression, ...]:
    """Say that the day lies within the row's days, both inclusive; no end is an open end."""
    ends = sql.Column(source, "ends_on")
    return (
        sql.Compare("<=", sql.Column(source, "starts_on"), TODAY),
        sql.Or((sql.IsNull(ends), sql.Compare("<=", TODAY, ends))),
    )
