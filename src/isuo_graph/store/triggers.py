"""Rules that only a trigger can hold, as DDL for both databases: a migration calls these by name.

A change here never reaches a database that has the trigger already; write a new function for a new revision.
"""

from __future__ import annotations

from isuo_graph.store.dialect import Dialect


def append_only(table: str, dialect: Dialect) -> tuple[str, ...]:
    """Give the statements that let rows be added to `table` and never changed or taken away.

    For SQLite and "t": CREATE TRIGGER t_keeps_update BEFORE UPDATE ON t BEGIN SELECT RAISE(ABORT, 't is append-only');
    END
    """
    return _sqlite(table) if dialect is Dialect.SQLITE else _postgres(table)


def not_append_only(table: str, dialect: Dialect) -> tuple[str, ...]:
    """Give the statements that take the rule away again."""
    name = _identifier(table)
    if dialect is Dialect.SQLITE:
        return tuple(f"DROP TRIGGER {name}_keeps_{change.lower()}" for change in ("UPDATE", "DELETE"))
    return (
        f"DROP TRIGGER {name}_keeps ON {name}",
        f"DROP TRIGGER {name}_stays ON {name}",
        f"DROP FUNCTION {name}_keeps()",
    )


def _sqlite(table: str) -> tuple[str, ...]:
    name = _identifier(table)
    return tuple(
        f"CREATE TRIGGER {name}_keeps_{change.lower()} BEFORE {change} ON {name} "
        f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
        for change in ("UPDATE", "DELETE")
    )


def _postgres(table: str) -> tuple[str, ...]:
    name = _identifier(table)
    refuse = f"BEGIN RAISE EXCEPTION '{name} is append-only' USING ERRCODE = 'restrict_violation'; END"
    return (
        f"CREATE FUNCTION {name}_keeps() RETURNS trigger LANGUAGE plpgsql AS $$ {refuse} $$",
        f"CREATE TRIGGER {name}_keeps BEFORE UPDATE OR DELETE ON {name} FOR EACH ROW EXECUTE FUNCTION {name}_keeps()",
        f"CREATE TRIGGER {name}_stays BEFORE TRUNCATE ON {name} FOR EACH STATEMENT EXECUTE FUNCTION {name}_keeps()",
    )


def _identifier(name: str) -> str:
    """Let only a plain name into DDL, which takes no parameters."""
    if not name.isidentifier() or not name.islower():
        raise ValueError(f"{name!r} is no name of a table")
    return name
