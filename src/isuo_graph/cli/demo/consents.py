"""Consents of the demo in every state: given, refused (also by one of two), withdrawn, expired, of those come of age.

Takes pupils and staff, writes decisions; what follows from them goes by the consent room's own rules (`windows`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final

from isuo_graph.cli.demo.calendar import Calendar
from isuo_graph.cli.demo.frame import School
from isuo_graph.cli.demo.journal import blocked_on
from isuo_graph.cli.demo.pupils import Bond, Parent, Part, Pupil
from isuo_graph.cli.demo.sheets import Sheets
from isuo_graph.cli.demo.staff import Staff
from isuo_graph.cli.demo.windows import Windows
from isuo_graph.kit.clock import SCHOOL_ZONE, day_start_ms
from isuo_graph.policy.guard import Purpose
from isuo_graph.rooms.consent import rules, tables
from isuo_graph.rooms.consent.purposes import SCHOOL, SPECS, TERMS
from isuo_graph.rooms.consent.rules import Decision
from isuo_graph.rooms.consent.tables import ConsentStatus, EvidenceKind, Relation, WithdrawalKind
from isuo_graph.rooms.people.tables import GuardianshipKind

VENDORS: Final = ((Purpose.TESTING, "questionbank"), (Purpose.ELEARNING, "kolibri"))
VENDOR_CLASSES: Final = frozenset({"5А", "5Б", "6А"})
"""Classes of the first school that learn with the plugins."""
WITHDRAWN_DAYS: Final = 5
SIGNED_AT: Final = time(17, 0)
# How many families agree; all guesses, for variety.
_SHARES: Final = {
    Purpose.HEALTH_SAFETY: 0.92,
    Purpose.PUBLICATION: 0.6,
    Purpose.CLASS_COMMUNITY: 0.7,
    Purpose.PSYCH_SUPPORT: 0.05,
    Purpose.STATE_REPORT_NAMED: 0.8,
}
_REFUSE_SHARE: Final = 0.3
"""How many of those who do not agree say so; the others were not asked or did not answer."""
_HEALTH: Final = ("blood_group", "health_group", "health_conditions", "health_alert", "pe_exempt", "pe_exempt_until")
_SOCIAL: Final = ("is_orphan", "is_low_income", "has_many_siblings", "benefits", "free_meals")
_HR: Final = (
    *("employment", "rate", "birth_date", "sex", "citizenship", "education", "speciality", "category"),
    *("teaching_since", "phone", "address", "pin"),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """One decision to be written. Without a bond it is the subject's own."""

    purpose: Purpose
    bond: Bond | None
    recipient: str = SCHOOL
    is_given: bool = True
    given_on: date | None = None
    withdrawn_on: date | None = None


def texts(sheets: Sheets, calendar: Calendar) -> Mapping[Purpose, Mapping[str, int]]:
    """Write the texts that people sign, in two languages; gives their ids."""
    made: dict[Purpose, dict[str, int]] = {}
    for purpose, words in _TEXTS.items():
        for language, (title, body) in words.items():
            made.setdefault(purpose, {})[language] = sheets.add(
                tables.ConsentText,
                school_id=None,
                purpose=purpose,
                version=1,
                language=language,
                title=title,
                body=body,
                published_at=_moment(calendar.starts_on - timedelta(days=365)),
            )
    return made


class Consents:
    """Writes the decisions of one school."""

    def __init__(
        self,
        sheets: Sheets,
        school: School,
        random: Random,
        calendar: Calendar,
        text_ids: Mapping[Purpose, Mapping[str, int]],
        accounts: Mapping[str, int],
    ) -> None:
        self._sheets = sheets
        self._school = school
        self._random = random
        self._calendar = calendar
        self._texts = text_ids
        self._accounts = accounts
        self._given_on = _given_on(calendar)
        self._windows = Windows(sheets, school.id, day_start_ms(calendar.today))

    def of_families(self, pupils: Sequence[Pupil]) -> None:
        """Write what families decided; data that nobody agreed to are not there."""
        parents: dict[int, Parent] = {}
        for pupil in pupils:
            wishes = list(self._wishes(pupil))
            agreed = {wish.purpose for wish in wishes if wish.is_given}
            _clear(pupil.row, () if Purpose.HEALTH_SAFETY in agreed else _HEALTH)
            _clear(pupil.row, () if Purpose.SOCIAL_SUPPORT in agreed else _SOCIAL)
            for wish in wishes:
                self._write(wish, "student_id", pupil.id, pupil.person_id)
            parents.update({bond.parent.id: bond.parent for bond in pupil.bonds if bond.has_custody})
        for parent in parents.values():
            self._of_parent(parent)
        self._windows.of_families(pupils)

    def of_staff(self, staff: Staff) -> None:
        """Write what employees decided; the trainee's file is empty without consent."""
        for who in staff.all():
            has_file = who.id != staff.trainee.id
            _clear(who.row, () if has_file else _HR)
            for purpose, is_given in (
                (Purpose.STAFF_HR, has_file),
                (Purpose.STAFF_PUBLIC, self._random.random() < 0.8),  # noqa: PLR2004 - a guess
            ):
                self._write(Wish(purpose, None, is_given=is_given), "staff_id", who.id, who.person_id)
        self._windows.of_staff(staff.all())

    def _of_parent(self, parent: Parent) -> None:
        for purpose, share in ((Purpose.SCHOOL_RECORD, 0.9), (Purpose.CLASS_COMMUNITY, 0.7)):  # guesses
            if self._random.random() < share:
                self._write(Wish(purpose, None), "guardian_id", parent.id, parent.person_id)

    def _wishes(self, pupil: Pupil) -> Iterator[Wish]:
        signer = next(bond for bond in pupil.bonds if bond.may_sign)
        if pupil.is_stub:
            yield Wish(Purpose.SCHOOL_RECORD, signer, is_given=False)
            return
        if pupil.part is Part.OF_AGE:
            of_age = self._calendar.today - timedelta(days=95)
            yield Wish(Purpose.SCHOOL_RECORD, signer)
            yield Wish(Purpose.SCHOOL_RECORD, None, given_on=of_age)
            yield Wish(Purpose.HEALTH_SAFETY, None, given_on=max(of_age, self._given_on))
            return
        blocked = blocked_on(self._calendar) if pupil.part is Part.BLOCKED else None
        yield Wish(Purpose.SCHOOL_RECORD, signer, withdrawn_on=blocked)
        yield from self._optional(pupil, signer)
        if self._school.number == 1 and pupil.seat.name in VENDOR_CLASSES:
            yield from self._to_vendors(pupil, signer)

    def _optional(self, pupil: Pupil, signer: Bond) -> Iterator[Wish]:
        random = self._random
        for purpose, share in _SHARES.items():
            recipient = "ministry" if purpose is Purpose.STATE_REPORT_NAMED else SCHOOL
            if pupil.part is Part.EXPIRED and purpose in {Purpose.PUBLICATION, Purpose.HEALTH_SAFETY}:
                yield Wish(purpose, signer, given_on=self._given_on - timedelta(days=300))
            elif pupil.part is Part.STUDENT or random.random() < share:
                yield Wish(purpose, signer, recipient)
            elif random.random() < _REFUSE_SHARE:
                yield Wish(purpose, signer, recipient, is_given=False)
        if pupil.row["is_low_income"] or pupil.row["is_orphan"] or pupil.part is Part.STUDENT:
            yield Wish(Purpose.SOCIAL_SUPPORT, signer)

    def _to_vendors(self, pupil: Pupil, signer: Bond) -> Iterator[Wish]:
        """In 5А three are without consent: the stub, one refused by a father, one never asked."""
        if pupil.part is Part.NEVER_ASKED:
            return
        is_cast = pupil.seat.name == "5А" or pupil.part is Part.WITHDREW
        for purpose, vendor in VENDORS:
            if pupil.part is Part.REFUSED_BY_ONE:
                yield Wish(purpose, pupil.bonds[0], vendor)
                yield Wish(purpose, pupil.bonds[1], vendor, is_given=False)
            elif pupil.part is Part.WITHDREW:
                withdrawn_on = self._calendar.today - timedelta(days=WITHDRAWN_DAYS)
                yield Wish(purpose, signer, vendor, withdrawn_on=withdrawn_on)
            elif is_cast or self._random.random() < 0.85:  # noqa: PLR2004 - a guess
                yield Wish(purpose, signer, vendor)

    def _write(self, wish: Wish, column: str, subject_id: int, subject_person_id: int) -> None:
        given_on = wish.given_on or self._given_on
        ends_on = rules.last_moment(SPECS[wish.purpose].lasts, given_on)
        parent = wish.bond.parent if wish.bond else None
        language = str(parent.row["language"]) if parent else "ky"
        spec = SPECS[wish.purpose]
        self._sheets.add(
            tables.Consent,
            school_id=self._school.id,
            **{column: subject_id},
            signer_guardian_id=parent.id if parent else None,
            signer_person_id=parent.person_id if parent else subject_person_id,
            relation=_relation(parent),
            purpose=wish.purpose,
            recipient=wish.recipient,
            categories=",".join(sorted(spec.categories)),
            operations=",".join(sorted(spec.operations)),
            text_id=self._texts[wish.purpose][language],
            text_version=1,
            language=language,
            **self._evidence(wish),
            status=_status(wish, ends_on, self._calendar.today),
            given_at=_moment(given_on),
            valid_until=None if ends_on is None else _midnight(ends_on),
            recorded_by=self._accounts.get("secretary"),
            recorded_at=_moment(given_on),
            **self._withdrawal(wish),
        )
        until_ms = rules.FOREVER if ends_on is None else _midnight(ends_on)
        withdrawn_ms = None if wish.withdrawn_on is None else _moment(wish.withdrawn_on)
        decision = Decision(parent.id if parent else None, wish.is_given, _moment(given_on), until_ms, withdrawn_ms)
        self._windows.decided(subject_id, (wish.purpose, wish.recipient), decision)

    def _evidence(self, wish: Wish) -> dict[str, Any]:
        kind = self._random.choice(tuple(EvidenceKind))
        drawn = f"{wish.purpose} {self._random.random()}"
        return {"evidence_kind": kind, "evidence_hash": hashlib.sha256(drawn.encode()).hexdigest()}

    def _withdrawal(self, wish: Wish) -> dict[str, Any]:
        if wish.withdrawn_on is None:
            return {}
        return {
            "withdrawn_at": _moment(wish.withdrawn_on),
            "withdrawal_kind": WithdrawalKind.WRITTEN_APPLICATION,
            "withdrawal_note": "Ата-эненин арызы",
        }


def _given_on(calendar: Calendar) -> date:
    """Give the day most consents are of: this year's first, but after the last renewal, or they would be over."""
    renewal = date(calendar.today.year, TERMS.renewal_month, TERMS.renewal_day)
    last_renewal = renewal if renewal <= calendar.today else renewal.replace(year=renewal.year - 1)
    return max(calendar.starts_on, last_renewal)


def _status(wish: Wish, ends_on: date | None, today: date) -> ConsentStatus:
    if wish.withdrawn_on is not None:
        return ConsentStatus.WITHDRAWN
    if ends_on is not None and ends_on <= today:
        return ConsentStatus.EXPIRED
    return ConsentStatus.GIVEN if wish.is_given else ConsentStatus.REFUSED


def _relation(parent: Parent | None) -> Relation:
    if parent is None:
        return Relation.SELF
    return Relation(GuardianshipKind(parent.kind).value)


def _clear(row: dict[str, Any], names: Iterable[str]) -> None:
    row.update(dict.fromkeys(names))


def _moment(day: date) -> int:
    return round(datetime.combine(day, SIGNED_AT, SCHOOL_ZONE).timestamp() * 1000)


def _midnight(day: date) -> int:
    return round(datetime.combine(day, time.min, SCHOOL_ZONE).timestamp() * 1000)


def _text(what_ky: str, what_ru: str) -> dict[str, tuple[str, str]]:
    return {
        "ky": (f"Макулдук: {what_ky}", f"Мен {what_ky} үчүн жеке маалыматты иштетүүгө макулмун. (Үлгү текст.)"),
        "ru": (f"Согласие: {what_ru}", f"Я согласен на обработку персональных данных: {what_ru}. (Текст-образец.)"),
    }


_TEXTS: Final = {
    Purpose.SCHOOL_RECORD: _text("окуучунун эсебин жүргүзүү", "ведение учёта учащегося"),
    Purpose.HEALTH_SAFETY: _text("ден соолукту коргоо", "охрана здоровья"),
    Purpose.SOCIAL_SUPPORT: _text("социалдык колдоо", "социальная поддержка"),
    Purpose.PSYCH_SUPPORT: _text("психологиялык колдоо", "психологическая поддержка"),
    Purpose.PUBLICATION: _text("жетишкендиктерди жарыялоо", "публикация достижений"),
    Purpose.CLASS_COMMUNITY: _text("класстын ата-энелеринин байланышы", "связь родителей класса"),
    Purpose.STATE_REPORT_NAMED: _text("атма-ат мамлекеттик отчёт", "именной государственный отчёт"),
    Purpose.TESTING: _text("тестирлөө", "тестирование"),
    Purpose.ELEARNING: _text("электрондук курстар", "электронные курсы"),
    Purpose.STAFF_HR: _text("кызматкердин жеке иши", "личное дело работника"),
    Purpose.STAFF_PUBLIC: _text("кызматкер жөнүндө маалыматты жарыялоо", "публикация сведений о работнике"),
}
