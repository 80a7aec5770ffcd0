"""A declaration that is not plainly safe does not start the server, and the message names the field and what to
write instead.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from tests.proof.printed import Value

from isuo_graph.graph import ID, Room, about, extend, joined, live, node, one, tells
from isuo_graph.graph import registry as catalogues
from isuo_graph.kit.errors import BootRefused
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Category, Scope
from isuo_graph.policy.rows import Among, Equals, Facts, Holds, IsMe, Me, Through
from isuo_graph.policy.words import Learning, Open, OpenMaybe, Pin, Public, Roster
from isuo_graph.store.columns import Table, day, flag, key, link, number, text


class OwnTable(Table, registry=registry(metadata=MetaData())):
    """Keeps these tables apart."""


class BookRow(OwnTable, table=True):
    __tablename__ = "book"
    id: int = key()
    school_id: int = number(Category.OPEN)
    shelf_id: int | None = link("shelf.id")
    reader_id: int | None = link("shelf.id", Category.PIN)
    title: str = text(Category.PUBLIC, 20)
    name: str | None = text(Category.ROSTER, 20, default=None)
    name_sort: str | None = text(Category.ROSTER, 20, default=None)
    pin: str | None = text(Category.PIN, 14, default=None)
    lost: bool | None = flag(Category.OPEN, default=None)
    due: date | None = day(Category.OPEN, default=None)


class ShelfRow(OwnTable, table=True):
    __tablename__ = "shelf"
    id: int = key()
    number: int = number(Category.OPEN)
    mark: str | None = text(Category.OPEN, 4, unique=True, default=None)


async def nothing(_context: Value, rows: Value, _arguments: Value) -> Value:
    return rows


@node(ShelfRow, prefix="she", category=Category.PUBLIC, school=None)
class Shelf:
    """A shelf."""

    id: Open[ID]


@node(ShelfRow, prefix="now", category=Category.PUBLIC)
class Nowhere:
    """Given by no room."""


def refused(cls: type, *more: type, extensions: tuple[type, ...] = ()) -> str:
    with pytest.raises(BootRefused) as caught:
        catalogues.build([Room("library", (Shelf, cls, *more), extensions)], OwnTable.metadata)
    return str(caught.value)


def book(**options: Value) -> Value:
    consents = {Purpose.SCHOOL_RECORD: Equals("lost", value=False)}
    return node(BookRow, **{"prefix": "boo", "category": Category.ROSTER, "consents": consents, **options})


def test_a_field_without_a_word_is_named_with_the_words_to_choose_from() -> None:
    @book()
    class Book:
        title: str

    message = refused(Book)
    assert "Book.title has no guard" in message
    assert "Roster" in message
    assert "Public" in message


def test_a_field_of_an_undefined_class_is_named_among_the_other_faults() -> None:
    @book()
    class Book:
        shelf: Roster[Shelv] = one("shelf_id")  # type: ignore[name-defined] # noqa: F821 - the fault under test
        title: str

    message = refused(Book)
    assert "library: Book.shelf names what is not defined: name 'Shelv' is not defined" in message
    assert "Book.title has no guard" in message


def test_a_consent_that_the_type_keeps_nowhere_is_named() -> None:
    @book(consents={})
    class Book:
        name: Roster[str]

    assert "Book.name: Roster asks for the consent SCHOOL_RECORD; say in consents where the type keeps it" in refused(
        Book
    )


def test_a_word_weaker_than_the_column_is_named_with_the_one_to_use() -> None:
    @book()
    class Book:
        pin: Roster[str]

    assert "Book.pin: the column pin is pin; Roster is not strict enough, use Pin" in refused(Book)


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        (about("", column="pin"), "use Pin"),
        (about("", column="name", sort="pin"), "use Pin"),
        (about("", column="name", search="pin"), "use Pin"),
        (about("", column="name", sort="name_key"), "there is no column name_key in book"),
        (joined("name", "pin"), "use Pin"),
        (joined("name", "surname"), "no column surname"),
        (about("", column="surname"), "there is no column surname in book"),
    ],
)
def test_whatever_a_field_reads_of_a_row_is_held_to_its_word(kind: Value, fault: str) -> None:
    @book()
    class Book:
        shown: Roster[str] = kind

    message = refused(Book)
    assert "Book.shown" in message
    assert fault in message


def test_a_plugin_is_given_no_column_stricter_than_its_field() -> None:
    @book()
    class Book:
        course: Learning[str] = live("kolibri", nothing, needs=("id", "pin"))

    assert "Book.course: the column pin is pin" in refused(Book)


def test_a_link_is_held_to_its_word() -> None:
    @book()
    class Book:
        reader: Roster[Shelf] = one("reader_id")

    assert "Book.reader: the column reader_id is pin" in refused(Book)


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"order": ("title", "place")}, "Book: no column place to order by"),
        ({"order": ("name",)}, "Book: ordered by the column name, which is roster and which no field shows"),
        ({"summary": ("title", "place")}, "Book: no field place to group by"),
        ({"prefix": "she"}, "the id prefix she is used twice"),
        ({"rows": {Scope.SELF: IsMe("owner_id", Me.STUDENT)}}, "Book: there is no column owner_id in book"),
        ({"rows": {Scope.SELF: Among("id", Facts("loan", "book_id"))}}, "Book: there is no table loan"),
        ({"rows": {Scope.SELF: Among("id", Facts("shelf", "book_id"))}}, "Book: there is no column book_id in shelf"),
        (
            {"rows": {Scope.SELF: Through("shelf_id", "shelf", Equals("colour", 1))}},
            "Book: there is no column colour in shelf",
        ),
        ({"rows": {Scope.SELF: Holds("shelf", "book_id")}}, "Book: there is no column book_id in shelf"),
    ],
)
def test_a_type_may_name_only_what_exists(options: dict[str, Any], fault: str) -> None:
    @book(**options)
    class Book:
        id: Open[ID]
        title: Public[str]

    assert fault in refused(Book)


def test_a_field_that_may_be_null_needs_a_word_that_says_so() -> None:
    @book()
    class Book:
        lost: Open[bool]

    assert "Book.lost: it may not be null, but the column lost may; use OpenMaybe" in refused(Book)


def test_a_field_comes_from_a_column_of_its_kind() -> None:
    @book()
    class Book:
        title: Public[int]
        due: OpenMaybe[Decimal]

    message = refused(Book)
    assert "Book.title: a Int cannot come from a column kept as text" in message
    assert "Book.due: a Float cannot come from a column kept as date" in message


def test_an_id_is_the_rows_own() -> None:
    @book()
    class Book:
        shelf: OpenMaybe[ID] = about("", column="shelf_id")

    assert "Book.shelf: an ID is the row's own id" in refused(Book)


def test_an_edge_to_one_row_ends_at_a_unique_column() -> None:
    @book()
    class Book:
        shelf: Public[Shelf] = one("shelf_id", key="number")

    assert "Book.shelf: shelf.number is not unique" in refused(Book)


def test_an_edge_leads_to_a_type_that_exists() -> None:
    @book()
    class Book:
        elsewhere: Public[Nowhere] = one("shelf_id")

    assert "Book.elsewhere: there is no type Nowhere" in refused(Book)


def test_a_predicate_of_a_field_names_columns_that_exist() -> None:
    @book()
    class Book:
        is_old: Open[bool] = tells(Equals("age", 9))

    assert "there is no column age in book" in refused(Book)


def test_two_types_of_one_name_are_refused() -> None:
    @book(prefix="bok")
    class Shelf:  # the other one is above
        id: Open[ID]

    assert "the type Shelf is declared twice" in refused(Shelf)


def test_a_later_room_may_not_say_again_what_is_said() -> None:
    @book(rows={Scope.SELF: IsMe("id", Me.STUDENT)})
    class Book:
        id: Open[ID]
        title: Public[str]

    @extend(Book, rows={Scope.SELF: IsMe("id", Me.STAFF)})
    class MoreOfBook:
        title: Pin[str]

    message = refused(Book, extensions=(MoreOfBook,))
    assert "library: Book.title exists already" in message
    assert "library: scope self of Book is decided already" in message


def test_every_fault_is_told_at_once() -> None:
    @book(order=("place",))
    class Book:
        title: str
        pin: Roster[str]

    assert refused(Book).count("\n- ") == 3


def test_a_later_room_adds_fields_and_scopes() -> None:
    @book()
    class Book:
        id: Open[ID]

    @extend(Book, rows={Scope.TAUGHT: IsMe("id", Me.STAFF)})
    class MoreOfBook:
        title: Public[str]

    made = catalogues.build([Room("library", (Shelf, Book)), Room("lessons", (), (MoreOfBook,))], OwnTable.metadata)
    assert list(made.types["Book"].fields) == ["id", "title"]
    assert made.types["Book"].fields["title"].room == "lessons"
    assert set(made.types["Book"].protection.scopes) == {Scope.TAUGHT}


@pytest.mark.parametrize(
    ("name", "outside"),
    [("family_name", "familyName"), ("id", "id"), ("is_pe_exempt", "isPeExempt"), ("class_", "class")],
)
def test_names_are_spelled_as_graphql_does(name: str, outside: str) -> None:
    assert catalogues.camel(name) == outside
