"""How rooms write their tables: every column says the category of its data, and both databases get the same types.

Text is compared byte by byte on both databases (COLLATE "C"), instants are whole milliseconds since 1970 (UTC), amounts
with a fraction are whole thousandths, days are dates.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, Dialect, Integer, MetaData, String, Text, TypeDecorator
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from isuo_graph.graph.catalogue import Storage
from isuo_graph.policy.rights import Category

THOUSANDTHS = 1000

# SQLite makes a column that is declared exactly INTEGER PRIMARY KEY its row id, which spares one look-up per row.
BIG = BigInteger().with_variant(Integer(), "sqlite")


class Instant(TypeDecorator[datetime]):
    """A point in time, kept as milliseconds since 1970 in UTC, so that both databases compare and print it alike."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - given by SQLAlchemy
        """Turn an aware datetime into milliseconds. Raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "an instant needs a time zone"
            raise ValueError(msg)
        return round(value.timestamp() * 1000)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as above
        """Turn milliseconds into an aware datetime in UTC."""
        return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


class Amount(TypeDecorator[Decimal]):
    """A number with up to three decimals, kept as whole thousandths: exact, and printed alike by both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - as above
        """Turn a decimal into thousandths, rounding half even."""
        return None if value is None else round(Decimal(value) * THOUSANDTHS)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 - as above
        """Turn thousandths into a decimal."""
        return None if value is None else Decimal(value) / THOUSANDTHS


# Every constraint has a name that both databases know, so that a later migration can change it.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel, registry=registry(metadata=MetaData(naming_convention=_NAMES))):
    """What every table of the house derives from; `Table.metadata` holds them all, and nothing that is not ours."""


def key() -> Any:  # noqa: ANN401 - stands where the annotated value will be, as SQLModel's own Field
    """Give the primary key: a 64-bit id made by `kit.ids`, never by the database."""
    return Field(
        primary_key=True,
        sa_type=BIG,
        sa_column_kwargs={"autoincrement": False, "info": _info(Category.OPEN, Storage.BIG)},
    )


def link(target: str, category: Category = Category.OPEN, *, index: bool = False, unique: bool = False) -> Any:  # noqa: ANN401 - as `key`
    """Give a reference to another table's row, `link("school.id")`."""
    return Field(
        sa_type=BIG,
        foreign_key=target,
        index=index,
        unique=unique,
        sa_column_kwargs={"info": _info(category, Storage.BIG)},
    )


def text(
    category: Category,
    size: int | None = None,
    *,
    index: bool = False,
    unique: bool = False,
    default: Any = ...,  # noqa: ANN401 - any value of the column
) -> Any:  # noqa: ANN401 - as `key`
    """Give a text column, compared byte by byte; `size` is the longest text in characters."""
    plain = String(size) if size else Text()
    bytewise = String(size, collation="C") if size else Text(collation="C")
    return _field(
        plain.with_variant(bytewise, "postgresql"), Storage.TEXT, category, index=index, unique=unique, default=default
    )


def number(category: Category, *, default: Any = ..., index: bool = False) -> Any:  # noqa: ANN401 - as `text`
    """Give a whole number column (64 bits)."""
    return _field(BIG, Storage.BIG, category, default=default, index=index)


def amount(category: Category, *, default: Any = ...) -> Any:  # noqa: ANN401 - as `text`
    """Give a column for numbers with up to three decimals."""
    return _field(Amount(), Storage.AMOUNT, category, default=default)


def flag(category: Category, *, default: Any = ...) -> Any:  # noqa: ANN401 - as `text`
    """Give a yes/no column."""
    return _field(Boolean(), Storage.FLAG, category, default=default)


def day(category: Category, *, default: Any = ..., index: bool = False) -> Any:  # noqa: ANN401 - as `text`
    """Give a calendar day column."""
    return _field(Date(), Storage.DAY, category, default=default, index=index)


def instant(category: Category, *, default: Any = ..., index: bool = False) -> Any:  # noqa: ANN401 - as `text`
    """Give a column for a point in time."""
    return _field(Instant(), Storage.INSTANT, category, default=default, index=index)


def _field(
    sa_type: Any,  # noqa: ANN401 - a SQLAlchemy type, class or instance
    storage: Storage,
    category: Category,
    *,
    index: bool = False,
    unique: bool = False,
    default: Any = ...,  # noqa: ANN401 - as `text`
) -> Any:  # noqa: ANN401 - as `key`
    settings = {
        "sa_type": sa_type,
        "index": index,
        "unique": unique,
        "sa_column_kwargs": {"info": _info(category, storage)},
    }
    return Field(**settings) if default is ... else Field(default=default, **settings)


def _info(category: Category, storage: Storage) -> dict[str, Any]:
    return {"category": category, "storage": storage}
