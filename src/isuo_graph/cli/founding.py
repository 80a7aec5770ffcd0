"""The first rows of a real installation: the country, the administrator's order, their account and one-time link."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from isuo_graph.kit.clock import SystemClock
from isuo_graph.kit.errors import BootRefused
from isuo_graph.kit.ids import NODES, IdMaker
from isuo_graph.policy.rights import Role
from isuo_graph.rooms.orders.tables import NUMBER_SIZE, DirectorOrder, OrderKind, OrderState, RoleGrant
from isuo_graph.rooms.org.tables import Area, AreaLevel
from isuo_graph.rooms.people.refresh import fingerprint
from isuo_graph.rooms.people.rules import login_of
from isuo_graph.rooms.people.sign_in import LINK_TOKEN_BYTES
from isuo_graph.rooms.people.tables import Account, LinkPurpose, OneTimeLink, Person
from isuo_graph.settings import Settings
from isuo_graph.store import bulk
from isuo_graph.store.tables import AuditEntry

COUNTRY_CODE: Final = "41700000000000"  # the root of the СОАТЕ classifier
MADE_AS: Final = "people:administrator_appointed"


@dataclass(frozen=True, slots=True)
class Appointment:
    """Who becomes administrator, and by which order."""

    login: str
    order_number: str
    order_date: date

    def check(self) -> None:
        """Raise BootRefused for what no order and no login can be."""
        if login_of(self.login) is None:
            raise BootRefused("--login: write 3 to 40 small Latin letters, digits, dots, dashes or underscores")
        if not 0 < len(self.order_number.strip()) <= NUMBER_SIZE:
            raise BootRefused(f"--order-number: write the order's number, at most {NUMBER_SIZE} characters")
        if self.order_date > SystemClock().today():
            raise BootRefused("--order-date: the order is of a day that is still to come")


@dataclass(frozen=True, slots=True)
class Founded:
    """The account, and the token of its one-time link."""

    login: str
    token: str


async def found(settings: Settings, appointment: Appointment) -> Founded:
    """Appoint the administrator where the login is new; make a link in any case. One transaction."""
    clock = SystemClock()
    # The last number is the command line's; services count from 0.
    ids, now = IdMaker(clock, NODES - 1), clock.now()
    login = login_of(appointment.login) or appointment.login
    async with bulk.session(settings.database_url) as session:
        account_id = (await session.exec(select(Account.id).where(col(Account.login) == login))).first()
        if account_id is None:
            account_id = await _appoint(session, ids, login, appointment, now)
        token = secrets.token_urlsafe(LINK_TOKEN_BYTES)
        session.add(
            OneTimeLink(
                id=ids.new(),
                account_id=account_id,
                token_hash=fingerprint(token),
                purpose=LinkPurpose.FIRST_SIGN_IN,
                created_at=now,
                expires_at=now + timedelta(seconds=settings.one_time_link_s),
            )
        )
        session.add(_trail(ids, account_id, now))
    return Founded(login, token)


async def _appoint(session: AsyncSession, ids: IdMaker, login: str, appointment: Appointment, now: datetime) -> int:
    """Write the order, who is named in it, and their account. Without a school the appointment is for all of them."""
    await _country(session, ids)
    person = Person(id=ids.new(), created_at=now)
    order = DirectorOrder(
        id=ids.new(),
        year=appointment.order_date.year,
        number=appointment.order_number.strip(),
        order_date=appointment.order_date,
        kind=OrderKind.APPOINTMENT,
        title_ky="Системдик администраторду дайындоо жөнүндө",
        title_ru="О назначении системного администратора",
        text_ky="Системдик администратор дайындалсын.",
        text_ru="Назначить системного администратора.",
        starts_on=appointment.order_date,
        state=OrderState.SIGNED,
        drafted_at=now,
        signed_at=now,
    )
    account = Account(id=ids.new(), person_id=person.id, login=login, created_at=now)
    session.add_all((person, order))
    await session.flush()  # the tables declare no relationships that would order the rows
    session.add(
        RoleGrant(
            id=ids.new(),
            person_id=person.id,
            role=Role.ADMINISTRATOR,
            order_id=order.id,
            starts_on=appointment.order_date,
        )
    )
    session.add(account)
    await session.flush()
    return account.id


async def _country(session: AsyncSession, ids: IdMaker) -> None:
    """Write the root of the territory, which every region, district and school will hang under."""
    if (await session.exec(select(Area.id).where(col(Area.code) == COUNTRY_CODE))).first() is None:
        session.add(
            Area(
                id=ids.new(),
                code=COUNTRY_CODE,
                name_ky="Кыргыз Республикасы",
                name_ru="Кыргызская Республика",
                level=AreaLevel.COUNTRY,
            )
        )


def _trail(ids: IdMaker, account_id: int, now: datetime) -> AuditEntry:
    return AuditEntry(
        id=ids.new(),
        at=now,
        account_id=None,
        session_id=None,
        roles="",
        act=MADE_AS,
        subject_id=account_id,
        request_id="",
        outcome="DONE",
        detail="{}",
    )
