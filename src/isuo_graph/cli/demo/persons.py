"""What every invented person has: a personal number, a birthday, a telephone that rings nowhere, an address."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Final

from isuo_graph.cli.demo.names import Name
from isuo_graph.cli.demo.sheets import Sheets
from isuo_graph.kit.text import search_key, sort_key
from isuo_graph.rooms.people import tables

_SERIAL_FROM: Final = 10_000
_SERIALS: Final = 90_000
_STREETS: Final = ("Манас", "Курманжан Датка", "Ысык-Көл", "Токтогул", "Абай", "Жаштык", "Мектеп", "Бейшеналиева")


class Registry:
    """Hands out what must be unique in the demo: personal numbers and telephones."""

    def __init__(self, sheets: Sheets, created_ms: int) -> None:
        self._sheets = sheets
        self._created_ms = created_ms
        self._serials = count()

    def pin(self, birth_date: date, *, is_female: bool) -> str:
        """Make a personal number: sex, birth date, five digits."""
        serial = _SERIAL_FROM + next(self._serials) % _SERIALS
        return f"{1 if is_female else 2}{birth_date:%d%m%Y}{serial}"

    def phone(self) -> str:
        """Make a telephone number under a prefix that no operator has."""
        return f"+996399{next(self._serials) % 1_000_000:06d}"

    def person(self, pin: str | None) -> int:
        """Write the human being behind the rows that schools keep; gives the id."""
        return self._sheets.add(tables.Person, pin=pin, created_at=self._created_ms)


def named(name: Name) -> dict[str, str | None]:
    """Give the columns of a name with their keys for sorting and searching."""
    return {
        "family_name": name.family,
        "given_name": name.given,
        "patronymic": name.patronymic,
        "name_sort": sort_key(name.full),
        "name_search": search_key(name.full),
    }


def birthday(random: Random, first: date, last: date) -> date:
    """Draw a birthday between two days, both included."""
    return first + timedelta(days=random.randrange((last - first).days + 1))


def address(random: Random) -> str:
    """Draw an address in the village that the demo's schools stand in."""
    return f"Үлгү айылы, {random.choice(_STREETS)} көчөсү, {random.randrange(1, 120)}"
