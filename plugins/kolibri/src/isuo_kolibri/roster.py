"""Who of Kolibri's accounts is who of the school's pseudonyms: joined by the field `id_number`.

Takes accounts (ids alone, no names), gives look-ups both ways; pure. What cannot be a pseudonym is nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from isuo_kolibri.answers import Person

# 14 digits are a personal number (ПИН). Schools do write it into this field; it must not travel on as anybody's key.
_PERSONAL_NUMBER: Final = re.compile(r"\d{14}")
# The contract's bound of an id.
_LONGEST: Final = 255


@dataclass(frozen=True)
class Roster:
    """Accounts by pseudonym, and pseudonyms by account."""

    users: Mapping[str, tuple[str, ...]]
    pseudonyms: Mapping[str, str]

    def is_ambiguous(self, pseudonym: str) -> bool:
        """Tell whether two accounts carry the pseudonym: then neither is taken, lest one see the other's work."""
        return len(self.users.get(pseudonym, ())) > 1

    def user(self, pseudonym: str) -> str | None:
        """Return the account of the pseudonym; None when there is none, or more than one."""
        found = self.users.get(pseudonym, ())
        return found[0] if len(found) == 1 else None


def roster(people: Iterable[Person]) -> Roster:
    """Join accounts with pseudonyms; accounts without a usable `id_number` are left out."""
    users: dict[str, list[str]] = defaultdict(list)
    for person in people:
        pseudonym = (person.id_number or "").strip()
        if 0 < len(pseudonym) <= _LONGEST and pseudonym.isprintable() and not _PERSONAL_NUMBER.fullmatch(pseudonym):
            users[pseudonym].append(person.id)
    pseudonyms = {found[0]: pseudonym for pseudonym, found in users.items() if len(found) == 1}
    return Roster({pseudonym: tuple(found) for pseudonym, found in users.items()}, pseudonyms)
