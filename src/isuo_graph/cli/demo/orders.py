"""The orders of the demo: an authority appoints directors and officials, each director appoints the rest (R49, R50).

Every role of every account comes from one of them; one order is revoked, one is to come, one is a draft.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from isuo_graph.cli.demo.calendar import Calendar
from isuo_graph.cli.demo.frame import Nation, School
from isuo_graph.cli.demo.sheets import Sheets
from isuo_graph.cli.demo.staff import Employee, Staff
from isuo_graph.kit.clock import SCHOOL_ZONE
from isuo_graph.policy.rights import Action, Category, Role
from isuo_graph.rooms.orders import tables
from isuo_graph.rooms.orders.tables import GrantKind, OrderKind, OrderState, RuleKind

AUTHORITY: Final = "Үлгү районунун билим берүү бөлүмү"
MINISTRY: Final = "Министерство просвещения (вымышленный приказ)"
SIGNED_AT: Final = time(9, 0)
COMING_IN_DAYS: Final = 14


@dataclass(frozen=True)
class Officials:
    """People above schools: their person ids."""

    analyst: int
    ministry_analyst: int
    methodist: int


@dataclass(frozen=True)
class Papers:
    """The orders that other rows cite."""

    enrollment: int
    loads: int
    plugins: int


@dataclass(frozen=True)
class _Text:
    """What an order says, in both languages."""

    title_ky: str
    title_ru: str
    text_ky: str
    text_ru: str


def authorities(sheets: Sheets, nation: Nation, officials: Officials, calendar: Calendar) -> None:
    """Write the orders of the ministry and the district that make officials."""
    day = calendar.starts_on - timedelta(days=30)
    text = _Text(
        "Маалыматка жетүү укугу жөнүндө",
        "О доступе к данным ИСУО",
        "Жыйынды маалыматка жетүү укугу берилсин.",
        "Предоставить доступ к сводным данным.",
    )
    ministry = _paper(
        sheets, calendar, None, "101", day, OrderKind.RIGHTS, text, area_id=nation.country_id, issuer=MINISTRY
    )
    district = _paper(
        sheets, calendar, None, "17", day, OrderKind.RIGHTS, text, area_id=nation.district_id, issuer=AUTHORITY
    )
    for order_id, role, person_id, area_id in (
        (ministry, Role.MINISTRY_ANALYST, officials.ministry_analyst, nation.country_id),
        (ministry, Role.DISTRICT_ANALYST, officials.analyst, nation.district_id),
        (district, Role.METHODIST, officials.methodist, nation.district_id),
    ):
        _grant(sheets, order_id, calendar.starts_on, person_id, role=role, area_id=area_id)


def of_school(
    sheets: Sheets, nation: Nation, school: School, staff: Staff, calendar: Calendar, accounts: dict[str, int]
) -> Papers:
    """Write a school's orders, the appointment of its director first."""
    _appoint_director(sheets, nation, school, staff, calendar)
    desk = _Desk(sheets, school, staff, calendar, accounts)
    _appointments(desk)
    papers = Papers(
        enrollment=desk.sign(OrderKind.ENROLLMENT, -1, _ENROLLMENT),
        loads=_teaching(desk),
        plugins=desk.sign(OrderKind.PLUGIN, 7, _PLUGINS),
    )
    if school.number == 1:
        _trials(desk)
    else:
        _own_rule(desk)
    return papers


class _Desk:
    """Writes the orders of one school, numbered as they come."""

    def __init__(
        self, sheets: Sheets, school: School, staff: Staff, calendar: Calendar, accounts: dict[str, int]
    ) -> None:
        self.sheets = sheets
        self.school = school
        self.staff = staff
        self.calendar = calendar
        self.accounts = accounts
        self._number = 0

    def sign(self, kind: OrderKind, day: int, text: _Text, **columns: Any) -> int:  # noqa: ANN401 - any column
        """Write a signed order; `day` counts from the first day of the year, or is said by `order_date`."""
        self._number += 1
        order_date = columns.pop("order_date", self.calendar.starts_on + timedelta(days=day))
        signed = {
            "drafted_by": self.accounts.get("secretary"),
            "signed_by": self.accounts.get("director"),
            "signed_by_staff_id": self.staff.offices[Role.DIRECTOR].id,
        }
        return _paper(
            self.sheets,
            self.calendar,
            self.school.id,
            f"{self._number}-ө/қ",
            order_date,
            kind,
            text,
            **{**signed, **columns},
        )

    def grant(self, order_id: int, who: Employee, role: Role | None, **columns: Any) -> None:  # noqa: ANN401 - as above
        """Give a role by an order."""
        starts_on = columns.pop("starts_on", self.calendar.starts_on)
        _grant(
            self.sheets,
            order_id,
            starts_on,
            who.person_id,
            role=role,
            school_id=self.school.id,
            staff_id=who.id,
            **columns,
        )

    def duty(self, order_id: int, who: Employee, ky: str, ru: str) -> None:
        """Make somebody responsible for something."""
        self.sheets.add(
            tables.Duty,
            school_id=self.school.id,
            order_id=order_id,
            staff_id=who.id,
            text_ky=ky,
            text_ru=ru,
            starts_on=self.calendar.starts_on,
        )


def _appoint_director(sheets: Sheets, nation: Nation, school: School, staff: Staff, calendar: Calendar) -> None:
    order_id = _paper(
        sheets,
        calendar,
        None,
        f"{40 + school.number}",
        calendar.starts_on - timedelta(days=20),
        OrderKind.APPOINTMENT,
        _DIRECTOR,
        area_id=nation.district_id,
        issuer=AUTHORITY,
    )
    director = staff.offices[Role.DIRECTOR]
    _grant(
        sheets,
        order_id,
        calendar.starts_on - timedelta(days=20),
        director.person_id,
        role=Role.DIRECTOR,
        school_id=school.id,
        staff_id=director.id,
    )


def _appointments(desk: _Desk) -> None:
    """Name everybody in office but the director and the one who is responsible for the system."""
    order_id = desk.sign(OrderKind.APPOINTMENT, -7, _OFFICES)
    for role, who in desk.staff.offices.items():
        if role not in {Role.DIRECTOR, Role.RESPONSIBLE}:
            desk.grant(order_id, who, role)
    named = desk.staff.offices[Role.RESPONSIBLE]
    if desk.school.number == 1:
        _replaced(desk, named)
        return
    order_id = desk.sign(OrderKind.APPOINTMENT, -6, _RESPONSIBLE)
    desk.grant(order_id, named, Role.RESPONSIBLE)
    desk.duty(order_id, named, *_RESPONSIBLE_DUTY)


def _replaced(desk: _Desk, named: Employee) -> None:
    """Write an order that names somebody responsible, revoked by one that names another: no order, no right."""
    after = desk.calendar.starts_on + timedelta(days=21)
    old_id = desk.sheets.new_id()
    new_id = desk.sheets.new_id()
    desk.sign(
        OrderKind.APPOINTMENT,
        -6,
        _RESPONSIBLE,
        id=old_id,
        state=OrderState.REVOKED,
        revoked_at=_moment(after),
        revoked_by=desk.accounts.get("director"),
        revoked_by_order_id=new_id,
    )
    desk.sign(OrderKind.APPOINTMENT, 21, _RESPONSIBLE_ANEW, id=new_id)
    desk.grant(old_id, desk.staff.former_clerk, Role.RESPONSIBLE)
    desk.grant(new_id, named, Role.RESPONSIBLE, starts_on=after)
    desk.duty(new_id, named, *_RESPONSIBLE_DUTY)


def _teaching(desk: _Desk) -> int:
    """Name class teachers and subject teachers."""
    order_id = desk.sign(OrderKind.APPOINTMENT, -3, _TEACHERS)
    for who in {leader.id: leader for leader in desk.staff.leaders.values()}.values():
        desk.grant(order_id, who, Role.CLASS_TEACHER)
    for who in (*desk.staff.teachers, desk.staff.trainee):
        desk.grant(order_id, who, Role.SUBJECT_TEACHER)
    return order_id


def _trials(desk: _Desk) -> None:
    """Write an order that takes a right away, one that is to come, and a draft."""
    prohibiting = desk.sign(OrderKind.RIGHTS, 10, _TRAINEE)
    desk.grant(
        prohibiting,
        desk.staff.trainee,
        None,
        kind=GrantKind.PROHIBIT,
        category=Category.MARKS,
        action=Action.WRITE,
        starts_on=desk.calendar.starts_on + timedelta(days=10),
    )
    today = desk.calendar.today
    coming = today + timedelta(days=COMING_IN_DAYS)
    order_id = desk.sign(OrderKind.APPOINTMENT, 0, _RESPONSIBLE, order_date=today, starts_on=coming)
    desk.grant(order_id, desk.staff.offices[Role.LIBRARIAN], Role.RESPONSIBLE, starts_on=coming)
    desk.sign(
        OrderKind.GENERAL,
        0,
        _DRAFT,
        order_date=today,
        state=OrderState.DRAFT,
        signed_at=None,
        signed_by=None,
        signed_by_staff_id=None,
    )


def _own_rule(desk: _Desk) -> None:
    """Let a school keep its librarian from the roll: the default rights are data."""
    order_id = desk.sign(OrderKind.RIGHTS, 12, _LIBRARIAN)
    desk.sheets.add(
        tables.RightsRule,
        school_id=desk.school.id,
        order_id=order_id,
        role=Role.LIBRARIAN,
        category=Category.ROSTER,
        action=Action.READ,
        kind=RuleKind.NONE,
        change=desk.school.number,
    )


def _paper(
    sheets: Sheets,
    calendar: Calendar,
    school_id: int | None,
    number: str,
    day: date,
    kind: OrderKind,
    text: _Text,
    **columns: Any,  # noqa: ANN401 - any column
) -> int:
    # What was ordered for the days before the year holds from the first day on; what is to come, from its own day on.
    values = {
        "school_id": school_id,
        "year": day.year,
        "number": number,
        "order_date": day,
        "kind": kind,
        "title_ky": text.title_ky,
        "title_ru": text.title_ru,
        "text_ky": text.text_ky,
        "text_ru": text.text_ru,
        "starts_on": min(day, calendar.today),
        "state": OrderState.SIGNED,
        "drafted_at": _moment(day),
        "signed_at": _moment(day),
    }
    return sheets.add(tables.DirectorOrder, **{**values, **columns})


def _grant(
    sheets: Sheets,
    order_id: int,
    starts_on: date,
    person_id: int,
    **columns: Any,  # noqa: ANN401 - any column
) -> None:
    sheets.add(tables.RoleGrant, order_id=order_id, starts_on=starts_on, person_id=person_id, **columns)


def _moment(day: date) -> int:
    return round(datetime.combine(day, SIGNED_AT, SCHOOL_ZONE).timestamp() * 1000)


_DIRECTOR: Final = _Text(
    "Мектеп директорун дайындоо жөнүндө", "О назначении директора школы", "Дайындалсын.", "Назначить."
)
_OFFICES: Final = _Text(
    "Кызматтарды бөлүштүрүү жөнүндө",
    "О распределении обязанностей",
    "ИСУОдогу ролдор төмөнкү кызматкерлерге берилсин.",
    "Возложить роли в ИСУО на перечисленных сотрудников.",
)
_RESPONSIBLE: Final = _Text(
    "ИСУО үчүн жооптуу адамды дайындоо жөнүндө",
    "О назначении ответственного за ИСУО",
    "ИСУОдогу маалыматтын тууралыгы үчүн жооптуу адам дайындалсын.",
    "Назначить ответственного за достоверность данных в ИСУО.",
)
_RESPONSIBLE_ANEW: Final = _Text(
    "Жооптуу адамды алмаштыруу жөнүндө",
    "О замене ответственного за ИСУО",
    "Мурунку буйрук күчүн жоготту деп табылсын.",
    "Признать прежний приказ утратившим силу.",
)
_RESPONSIBLE_DUTY: Final = (
    "Окуучулардын жана кызматкерлердин маалыматын ИСУОго киргизүү жана текшерүү.",
    "Внесение и проверка данных учащихся и сотрудников в ИСУО.",
)
_TEACHERS: Final = _Text(
    "Окуу жүктөмү жана класс жетекчилиги жөнүндө",
    "Об учебной нагрузке и классном руководстве",
    "Жүктөм тиркемеге ылайык бекитилсин.",
    "Утвердить нагрузку согласно приложению.",
)
_ENROLLMENT: Final = _Text(
    "Окуучуларды кабыл алуу жана которуу жөнүндө",
    "О зачислении и переводе учащихся",
    "Окуучулар класстарга бөлүнсүн.",
    "Распределить учащихся по классам.",
)
_PLUGINS: Final = _Text(
    "Электрондук курстарды жана тесттерди кошуу жөнүндө",
    "О подключении электронных курсов и тестов",
    "Kolibri жана тесттер банкы кошулсун.",
    "Подключить Kolibri и банк тестов.",
)
_TRAINEE: Final = _Text(
    "Стажёрдун укугун чектөө жөнүндө",
    "Об ограничении прав стажёра",
    "Стажёр баа койбойт.",
    "Стажёр не выставляет отметки.",
)
_LIBRARIAN: Final = _Text(
    "Китепкананын укугу жөнүндө",
    "О правах библиотекаря",
    "Китепканачы окуучулардын тизмесин көрбөйт.",
    "Библиотекарь не видит списки учащихся.",
)
_DRAFT: Final = _Text(
    "Кышкы майрам жөнүндө (долбоор)", "О зимнем празднике (проект)", "Майрам өткөрүлсүн.", "Провести праздник."
)
