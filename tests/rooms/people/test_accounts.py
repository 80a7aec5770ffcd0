"""Accounts: who may make and block them, and the one-time link that is their only way in."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from tests.rooms import acting
from tests.rooms.people.conftest import Life, numbers

from isuo_graph.graph import ActSpec
from isuo_graph.kit.language import Language
from isuo_graph.policy.rights import Role
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms.people import tables
from isuo_graph.rooms.people.acts import accounts
from isuo_graph.rooms.people.passwords import passwords
from isuo_graph.rooms.people.refresh import RefreshTokens
from isuo_graph.rooms.people.sign_in import Desk
from isuo_graph.rooms.people.throttle import throttle
from isuo_graph.rooms.people.tokens import key_ring
from isuo_graph.settings import Settings

SECRET = bytes(range(32))
OUT_OF_SCOPE = [("NOT_IN_SCOPE", "row.not_found")]


async def do(life: Life, spec: ActSpec, asked: object, viewer: Viewer | None = None) -> Any:  # noqa: ANN401 - of whichever act
    settings = Settings(argon2_memory_kib=8_192, argon2_passes=1)
    keys = key_ring(settings, SECRET, life.store.write.clock)
    desk = Desk(passwords(settings), throttle(settings), keys, RefreshTokens(SECRET), 86_400, 3_600)
    return await life.do(spec, asked, viewer or life.as_(Role.ADMINISTRATOR), services={Desk: desk})


async def refused(life: Life, spec: ActSpec, asked: object, viewer: Viewer | None = None) -> list[tuple[str, str]]:
    return await life.refused(spec, asked, viewer or life.as_(Role.ADMINISTRATOR))


def login() -> str:
    return f"teacher-{next(numbers)}"


async def opened(life: Life) -> accounts.AccountOpened:
    made = await do(life, accounts.create_account, accounts.CreateAccount(login(), staff_id=await life.teacher()))
    assert isinstance(made, accounts.AccountOpened)
    return made


async def links(life: Life, account_id: int) -> list[tuple[object, ...]]:
    columns = "token_hash, used_at, expires_at - created_at"
    sql = f"SELECT {columns} FROM one_time_link WHERE account_id = {account_id} ORDER BY id"
    return [tuple(row) for row in await life.store.read.fetch_rows(sql)]


async def test_a_new_account_has_no_password_but_a_link_of_which_only_the_hash_is_kept(life: Life) -> None:
    made = await opened(life)
    row = await life.row(tables.Account, made.account)
    assert (row.password_hash, row.must_change_password, row.school_id) == (None, True, life.school_id)
    assert await links(life, made.account) == [
        (hashlib.sha256(made.one_time_token.encode()).hexdigest(), None, 3_600_000)
    ]


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.SECRETARY, Role.GUARDIAN, Role.STUDENT])
async def test_only_an_administrator_makes_accounts(life: Life, role: Role) -> None:
    asked = accounts.CreateAccount(login(), staff_id=await life.teacher())
    assert await refused(life, accounts.create_account, asked, life.as_(role)) == [("FORBIDDEN_ACT", "act.forbidden")]


async def test_students_and_guardians_get_accounts_without_having_a_name(life: Life) -> None:
    for asked in (
        accounts.CreateAccount(login(), student_id=await life.student()),
        accounts.CreateAccount(login(), guardian_id=await life.guardian(), language=Language.RU),
    ):
        assert (await do(life, accounts.create_account, asked)).account


async def test_an_account_has_exactly_one_holder(life: Life) -> None:
    two = accounts.CreateAccount(login(), student_id=await life.student(), staff_id=await life.teacher())
    for asked in (accounts.CreateAccount(login()), two):
        assert await refused(life, accounts.create_account, asked) == [("BAD_USER_INPUT", "account.one_holder")]


async def test_nobody_of_another_school_gets_an_account_here(life: Life) -> None:
    student_id = await life.student(school_id=life.other_school_id)
    asked = accounts.CreateAccount(login(), student_id=student_id)
    assert await refused(life, accounts.create_account, asked) == OUT_OF_SCOPE


async def test_a_person_has_one_account(life: Life) -> None:
    staff_id = await life.teacher()
    await do(life, accounts.create_account, accounts.CreateAccount(login(), staff_id=staff_id))
    asked = accounts.CreateAccount(login(), staff_id=staff_id)
    assert await refused(life, accounts.create_account, asked) == [("CONFLICT", "account.exists")]


async def test_logins_that_differ_in_case_are_one(life: Life) -> None:
    name = login()
    await do(life, accounts.create_account, accounts.CreateAccount(name, staff_id=await life.teacher()))
    asked = accounts.CreateAccount(name.upper(), staff_id=await life.teacher())
    assert await refused(life, accounts.create_account, asked) == [("CONFLICT", "account.name_taken")]


async def test_a_login_of_another_form_is_refused(life: Life) -> None:
    asked = accounts.CreateAccount("я", staff_id=await life.teacher())
    assert await refused(life, accounts.create_account, asked) == [("BAD_USER_INPUT", "account.name_malformed")]


async def test_a_blocked_account_says_why_until_it_is_unblocked(life: Life) -> None:
    made = await opened(life)
    await do(life, accounts.block_account, accounts.BlockAccount(made.account, "Телефонун жоготту"))
    blocked = await life.row(tables.Account, made.account)
    assert (blocked.blocked_at is not None, blocked.block_reason) == (True, "Телефонун жоготту")
    await do(life, accounts.unblock_account, accounts.OneAccount(made.account))
    assert (await life.row(tables.Account, made.account)).blocked_at is None


async def test_blocking_ends_every_session(life: Life) -> None:
    made = await opened(life)
    session_id = await _session(life, made.account)
    await do(life, accounts.block_account, accounts.BlockAccount(made.account, "Текшерүү"))
    row = await life.row(tables.Session, session_id)
    assert (row.ended_at is not None, row.end_reason) == (True, "BLOCKED")


async def test_nobody_blocks_the_own_account(life: Life) -> None:
    made = await opened(life)
    me = replace(life.as_(Role.ADMINISTRATOR), account_id=made.account)
    asked = accounts.BlockAccount(made.account, "Жаңылыштык")
    assert await refused(life, accounts.block_account, asked, me) == [("BAD_USER_INPUT", "account.own")]


async def test_a_reset_takes_the_password_ends_sessions_and_leaves_one_link(life: Life) -> None:
    made = await opened(life)
    session_id = await _session(life, made.account)
    again = await do(life, accounts.reset_password, accounts.OneAccount(made.account))
    found = await links(life, made.account)
    assert [used is None for _, used, _ in found] == [False, True]
    assert found[1][0] == hashlib.sha256(again.one_time_token.encode()).hexdigest()
    assert (await life.row(tables.Session, session_id)).ended_at is not None


async def test_an_administrator_of_another_school_reaches_no_account(life: Life) -> None:
    made = await opened(life)
    stranger = acting.somebody(Role.ADMINISTRATOR, life.other_school_id)
    for spec, asked in (
        (accounts.block_account, accounts.BlockAccount(made.account, "Билбейм")),
        (accounts.reset_password, accounts.OneAccount(made.account)),
        (accounts.change_account, accounts.ChangeAccount(made.account, login())),
    ):
        assert await refused(life, spec, asked, stranger) == OUT_OF_SCOPE


async def test_a_login_is_changed_but_not_to_a_taken_one(life: Life) -> None:
    one, other = await opened(life), await opened(life)
    taken = (await life.row(tables.Account, other.account)).login
    asked = accounts.ChangeAccount(one.account, taken)
    assert await refused(life, accounts.change_account, asked) == [("CONFLICT", "account.name_taken")]
    await do(life, accounts.change_account, accounts.ChangeAccount(one.account, "NewName", Language.EN))
    row = await life.row(tables.Account, one.account)
    assert (row.login, row.language) == ("newname", "en")


async def test_an_official_gets_an_account_from_the_country_only(life: Life) -> None:
    made = await do(
        life,
        accounts.create_official_account,
        accounts.CreateOfficialAccount("analyst.osh"),
        acting.administrator_of_the_country(),
    )
    assert (await life.row(tables.Account, made.account)).school_id is None
    asked = accounts.CreateOfficialAccount("analyst.naryn")
    assert await refused(life, accounts.create_official_account, asked) == [
        ("NOT_IN_SCOPE", "appointment.above_school_needed")
    ]


async def _session(life: Life, account_id: int) -> int:
    """Give an account a session that runs."""
    async with life.store.write.unit(life.as_(Role.ADMINISTRATOR), accounts.block_account) as unit:
        session_id = unit.new_id()
        unit.session.add(
            tables.Session(
                id=session_id,
                account_id=account_id,
                family_id=session_id,
                refresh_hash=f"{session_id:064x}",
                created_at=unit.now,
                used_at=unit.now,
                expires_at=unit.now,
            )
        )
    return session_id
