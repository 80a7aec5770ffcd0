"""What is right and wrong about people: personal numbers, names, ages, contacts, consent windows. Pure, and silent.

Nothing here repeats a personal value in an error; masks are what logs and screens may show instead.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

ADULT_YEARS: Final = 18
"""Civil majority in Kyrgyzstan; from that birthday a student signs for themself."""
AGE_MAX_YEARS: Final = 120
"""Nobody at a school is older; an older birth date is a slip of the pen (a guess)."""
LOGIN_SIZES: Final = (3, 40)
RATE_LIMITS: Final = (0, 3)
"""Share of a full post that one person may hold at one school (a guess; law allows one and a half)."""

_PIN = re.compile(r"[0-9]{14}")
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_FORMATTING = re.compile(r"[\s()\-.]+")
_INTERNATIONAL = re.compile(r"\+[1-9][0-9]{7,14}")  # E.164: at most 15 digits with the country code
_KYRGYZ = re.compile(r"0[0-9]{9}")
_FEMALE_DIGIT, _MALE_DIGIT = "1", "2"


def is_pin(text: str) -> bool:
    """Tell whether a text is a personal number by its form: 14 ASCII digits."""
    return _PIN.fullmatch(text) is not None


def pin_faults(pin: str, birth_date: date | None, *, is_female: bool | None) -> tuple[str, ...]:
    """Give the message keys of what is wrong with a number.

    Length and digits are always checked. That the first digit tells the sex and the next eight the birth date
    (DDMMYYYY) is known with medium certainty only, so it counts where there is a sex or a birth date to contradict:
    a number is refused for its structure only by evidence.
    """
    if not is_pin(pin):
        return ("pin.not_14_digits",)
    faults: list[str] = []
    if birth_date is not None and pin[1:9] != f"{birth_date:%d%m%Y}":
        faults.append("pin.birth_date")
    if is_female is not None and pin[0] != (_FEMALE_DIGIT if is_female else _MALE_DIGIT):
        faults.append("pin.sex_mismatch")
    return tuple(faults)


def mask_pin(pin: str) -> str:
    """Give a number as logs may show it: only the last two digits."""
    return _mask(pin, 2)


def mask_phone(phone: str) -> str:
    """Give a phone as logs may show it: only the last two digits."""
    return _mask(phone, 2)


def mask_email(email: str) -> str:
    """Give an e-mail as logs may show it: the first letter, and the domain."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}•••@{domain}"


def display_name(family_name: str | None, given_name: str | None, patronymic: str | None) -> str:
    """Give the full name in the usual order, leaving out what is missing; empty for a nameless stub."""
    return " ".join(part for part in (family_name, given_name, patronymic) if part)


def short_name(family_name: str | None, given_name: str | None) -> str:
    """Give the name as lists print it: `Өмүралиева А.`."""
    initial = f"{given_name[0]}." if given_name else None
    return " ".join(part for part in (family_name, initial) if part)


def age_on(birth_date: date, day: date) -> int:
    """Give the age in whole years; who was born on 29 February has the birthday on 1 March of other years."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (0 if had_birthday else 1)


def is_adult(birth_date: date, day: date) -> bool:
    """Tell whether somebody is of age on a day: from the eighteenth birthday itself on."""
    return age_on(birth_date, day) >= ADULT_YEARS


def adult_from(birth_date: date) -> date:
    """Give the day somebody comes of age."""
    year = birth_date.year + ADULT_YEARS
    try:
        return birth_date.replace(year=year)
    except ValueError:  # 29 February in a common year
        return date(year, 3, 1)


def is_birth_date(birth_date: date, today: date) -> bool:
    """Tell whether a living person may have been born on a day."""
    return birth_date <= today and age_on(birth_date, today) <= AGE_MAX_YEARS


def phone_of(typed: str) -> str | None:
    """Give a phone as +996XXXXXXXXX, also from 0XXXXXXXXX; another country's as it is; None for no phone number."""
    plain = _FORMATTING.sub("", typed)
    if _KYRGYZ.fullmatch(plain):
        return f"+996{plain[1:]}"
    is_home = plain.startswith("+996")
    return plain if _INTERNATIONAL.fullmatch(plain) and (not is_home or len(plain) == len("+996XXXXXXXXX")) else None


def is_email(text: str) -> bool:
    """Tell whether a text has the form of an e-mail address; only a letter sent to it tells more."""
    return _EMAIL.fullmatch(text) is not None


def is_country(text: str) -> bool:
    """Tell whether a text has the form of an ISO 3166 code of two letters."""
    return _COUNTRY.fullmatch(text) is not None


def login_of(typed: str) -> str | None:
    """Give the name to sign in with as it is kept and compared: small letters; None where it has another form."""
    login = typed.strip().casefold()
    return login if _LOGIN.fullmatch(login) else None


def is_open(start_ms: int, end_ms: int, now_ms: int) -> bool:
    """Tell whether a consent window is open at a moment."""
    return start_ms <= now_ms < end_ms


def is_over(ends_on: date | None, day: date) -> bool:
    """Tell whether a term had ended before a day; an open one never has."""
    return ends_on is not None and ends_on < day


def do_terms_meet(start: date, end: date | None, other_start: date, other_end: date | None) -> bool:
    """Tell whether two terms, each perhaps open, have a day in common."""
    return start <= (other_end or date.max) and other_start <= (end or date.max)


def _mask(text: str, shown: int) -> str:
    return "•" * max(0, len(text) - shown) + text[-shown:]
