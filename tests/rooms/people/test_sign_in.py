"""Signing in over real databases: who gets in, who does not, and what a stolen token brings."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import timedelta

import pytest
from sqlmodel import col, select
from tests.rooms.people.sign_in_desk import PASSWORD, School, with_account

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.rooms.people import sign_in as acts
from isuo_graph.rooms.people.passwords import Verdict, passwords
from isuo_graph.rooms.people.refresh import RefreshTokens
from isuo_graph.rooms.people.tables import Account, LinkPurpose, Session, SignInFailure
from isuo_graph.settings import Settings
from isuo_graph.store.engine import Store


@pytest.fixture
async def school(store: Store) -> School:
    return await with_account(store)


async def refusal(work: Awaitable[object]) -> Refused:
    with pytest.raises(Refused) as caught:
        await work
    return caught.value


async def test_right_password_gives_a_token_of_the_account(school: School) -> None:
    signed_in = await school.signed_in()
    assert school.desk.keys.check(signed_in.access_token).account_id == school.account_id


async def test_session_is_alive_after_signing_in(school: School) -> None:
    assert await school.alive(await school.signed_in())


async def test_login_is_typed_in_any_case_and_with_spaces(school: School) -> None:
    assert (await school.signed_in(login=f" {school.login.upper()} ")).access_token


async def test_password_is_the_same_however_its_letters_are_composed(school: School) -> None:
    hashed = await school.desk.passwords.hash("Майрам")
    assert (await school.desk.passwords.check(hashed, "Май" + "рам")).is_right


async def test_wrong_password_and_unknown_login_are_one_answer(school: School) -> None:
    wrong = await refusal(school.signed_in("another password"))
    unknown = await refusal(school.signed_in(login="nobody-at-all"))
    assert str(wrong) == str(unknown)


async def test_account_without_a_password_cannot_be_entered(school: School) -> None:
    await school.change(password_hash=None)
    assert (await refusal(school.signed_in("nobody has this password"))).message == "sign_in.failed"


async def test_blocked_account_is_told_so_only_after_the_right_password(school: School) -> None:
    await school.change(blocked_at=school.clock.now())
    told = [(await refusal(school.signed_in(password))).message for password in ("wrong password", PASSWORD)]
    assert told == ["sign_in.failed", "account.blocked"]


async def test_session_of_a_blocked_account_is_not_alive(school: School) -> None:
    signed_in = await school.signed_in()
    await school.change(blocked_at=school.clock.now())
    assert not await school.alive(signed_in)


async def test_hash_is_renewed_when_its_parameters_have_changed(school: School) -> None:
    weak = passwords(Settings(argon2_memory_kib=8_193, argon2_passes=1))
    await school.change(password_hash=await weak.hash(PASSWORD))
    await school.signed_in()
    kept = select(Account.password_hash).where(col(Account.id) == school.account_id)
    found = await school.within(lambda unit: unit.session.exec(kept))
    assert "m=8192" in found.one()


async def test_fourth_attempt_after_three_failures_has_to_wait(school: School) -> None:
    for _ in range(3):
        await refusal(school.signed_in("wrong password"))
    refused = await refusal(school.signed_in())
    assert (refused.code, refused.message) == (Code.LIMIT_EXCEEDED, "sign_in.throttled")


async def test_unknown_login_has_to_wait_as_well(school: School) -> None:
    for _ in range(3):
        await refusal(school.signed_in(login="nobody-here"))
    assert (await refusal(school.signed_in(login="nobody-here"))).message == "sign_in.throttled"


async def test_waiting_grows_with_each_failure(school: School) -> None:
    waits: list[int] = []
    for _ in range(6):
        refused = await refusal(school.signed_in("wrong password"))
        while refused.message == "sign_in.throttled":
            waits.append(int(str(refused.values["retry_after_s"])))
            school.clock.move(timedelta(seconds=waits[-1]))
            refused = await refusal(school.signed_in("wrong password"))
    assert waits == sorted(waits)
    assert len(set(waits)) >= 3


async def test_right_password_after_waiting_forgets_the_failures(school: School) -> None:
    for _ in range(3):
        await refusal(school.signed_in("wrong password"))
    school.clock.move(timedelta(seconds=2))
    await school.signed_in()
    count = select(SignInFailure.id).where(col(SignInFailure.login) == school.login)
    assert (await school.within(lambda unit: unit.session.exec(count))).all() == []


async def test_attempt_is_counted_before_its_password_is_looked_at(school: School) -> None:
    counted: list[int] = []
    check = school.desk.passwords.check

    async def looking(stored: str | None, password: str) -> Verdict:
        rows = select(SignInFailure.id).where(col(SignInFailure.login) == school.login)
        counted.append(len((await school.within(lambda unit: unit.session.exec(rows))).all()))
        return await check(stored, password)

    school.desk.passwords.check = looking  # type: ignore[method-assign] # the real check, seen from outside
    await school.signed_in()
    assert counted == [1]


async def test_refresh_gives_tokens_that_work(school: School) -> None:
    again = await school.refreshed((await school.signed_in()).refresh_token)
    assert await school.alive(again)


async def test_refresh_token_is_good_for_one_use(school: School) -> None:
    first = await school.signed_in()
    await school.refreshed(first.refresh_token)
    assert (await refusal(school.refreshed(first.refresh_token))).message == "session.refresh_reused"


async def test_reused_refresh_token_ends_every_session(school: School) -> None:
    first, other = await school.signed_in(), await school.signed_in()
    latest = await school.refreshed(first.refresh_token)
    await refusal(school.refreshed(first.refresh_token))
    assert [await school.alive(one) for one in (latest, other)] == [False, False]


async def test_refresh_token_of_long_ago_is_recognised_too(school: School) -> None:
    first = await school.signed_in()
    token = first.refresh_token
    for _ in range(3):
        token = (await school.refreshed(token)).refresh_token
    assert (await refusal(school.refreshed(first.refresh_token))).message == "session.refresh_reused"


async def test_forged_refresh_token_ends_nothing(school: School) -> None:
    signed_in = await school.signed_in()
    session_id = school.desk.keys.check(signed_in.access_token).session_id
    forged = RefreshTokens(bytes(range(1, 33))).issue(session_id)
    refused = await refusal(school.refreshed(forged))
    assert (refused.message, await school.alive(signed_in)) == ("refresh.malformed", True)


@pytest.mark.parametrize("token", ["", "x", "a" * 54, "a" * 10_000, "\x00" * 54, "ы" * 54])
async def test_nonsense_as_refresh_token_is_refused(school: School, token: str) -> None:
    assert (await refusal(school.refreshed(token))).code is Code.UNAUTHENTICATED


async def test_refresh_token_written_otherwise_is_no_second_use(school: School) -> None:
    first = await school.signed_in()
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    last = letters.index(first.refresh_token[-1])
    otherwise = first.refresh_token[:-1] + letters[last + 1]  # only bits that no byte needs differ
    refused = await refusal(school.refreshed(otherwise))
    assert (refused.message, await school.alive(first)) == ("refresh.malformed", True)


async def test_refresh_token_runs_out(school: School) -> None:
    token = (await school.signed_in()).refresh_token
    school.clock.move(timedelta(days=1))
    assert (await refusal(school.refreshed(token))).message == "session.ended"


async def test_blocked_account_cannot_refresh(school: School) -> None:
    token = (await school.signed_in()).refresh_token
    await school.change(blocked_at=school.clock.now())
    assert (await refusal(school.refreshed(token))).message == "account.blocked"


async def test_signing_out_ends_this_session_alone(school: School) -> None:
    here, elsewhere = await school.signed_in(), await school.signed_in()
    await school.call(acts.sign_out, acts.SignOut(), school.viewer(here))
    assert [await school.alive(one) for one in (here, elsewhere)] == [False, True]


async def test_signing_out_everywhere_ends_all_sessions(school: School) -> None:
    here, elsewhere = await school.signed_in(), await school.signed_in()
    await school.call(acts.sign_out, acts.SignOut(everywhere=True), school.viewer(here))
    assert [await school.alive(one) for one in (here, elsewhere)] == [False, False]


async def test_refresh_after_signing_out_is_refused(school: School) -> None:
    here = await school.signed_in()
    await school.call(acts.sign_out, acts.SignOut(), school.viewer(here))
    assert (await refusal(school.refreshed(here.refresh_token))).message == "session.ended"


async def test_changed_password_is_the_one_that_counts(school: School) -> None:
    here = await school.signed_in()
    await school.call(acts.change_password, acts.ChangePassword(PASSWORD, "жаңы сырсөз 9"), school.viewer(here))
    assert (await refusal(school.signed_in())).message == "sign_in.failed"
    assert (await school.signed_in("жаңы сырсөз 9")).access_token


async def test_changed_password_ends_the_other_sessions(school: School) -> None:
    here, elsewhere = await school.signed_in(), await school.signed_in()
    await school.call(acts.change_password, acts.ChangePassword(PASSWORD, "жаңы сырсөз 9"), school.viewer(here))
    assert [await school.alive(one) for one in (here, elsewhere)] == [True, False]


async def test_changing_needs_the_password_until_now(school: School) -> None:
    viewer = school.viewer(await school.signed_in())
    asked = acts.ChangePassword("wrong password", "жаңы сырсөз 9")
    assert (await refusal(school.call(acts.change_password, asked, viewer))).path == ("currentPassword",)


async def test_guessing_the_password_until_now_has_to_wait(school: School) -> None:
    viewer = school.viewer(await school.signed_in())
    asked = acts.ChangePassword("wrong password", "жаңы сырсөз 9")
    for _ in range(3):
        await refusal(school.call(acts.change_password, asked, viewer))
    assert (await refusal(school.call(acts.change_password, asked, viewer))).message == "sign_in.throttled"


@pytest.mark.parametrize(("password", "message"), [("short", "password.too_short"), ("x" * 300, "password.too_long")])
async def test_new_password_has_a_length(school: School, password: str, message: str) -> None:
    viewer = school.viewer(await school.signed_in())
    asked = acts.ChangePassword(PASSWORD, password)
    assert (await refusal(school.call(acts.change_password, asked, viewer))).message == message


async def link(school: School) -> str:
    token = await school.within(
        lambda unit: acts.issue_link(unit, school.account_id, LinkPurpose.PASSWORD_RESET, 3_600)
    )
    assert isinstance(token, str)
    return token


async def test_one_time_link_sets_the_password_and_signs_in(school: School) -> None:
    await school.call(acts.use_one_time_link, acts.UseOneTimeLink(await link(school), "шилтеме аркылуу"))
    assert (await school.signed_in("шилтеме аркылуу")).access_token


async def test_one_time_link_works_once(school: School) -> None:
    asked = acts.UseOneTimeLink(await link(school), "шилтеме аркылуу")
    await school.call(acts.use_one_time_link, asked)
    assert (await refusal(school.call(acts.use_one_time_link, asked))).message == "one_time_link.spent"


async def test_one_time_link_runs_out(school: School) -> None:
    asked = acts.UseOneTimeLink(await link(school), "шилтеме аркылуу")
    school.clock.move(timedelta(hours=1))
    assert (await refusal(school.call(acts.use_one_time_link, asked))).message == "one_time_link.spent"


async def test_new_password_spends_every_link_that_is_out(school: School) -> None:
    first, second = await link(school), await link(school)
    await school.call(acts.use_one_time_link, acts.UseOneTimeLink(first, "шилтеме аркылуу"))
    refused = await refusal(school.call(acts.use_one_time_link, acts.UseOneTimeLink(second, "дагы бир сырсөз")))
    assert refused.message == "one_time_link.spent"


async def test_database_holds_no_token(school: School) -> None:
    signed_in = await school.signed_in()
    row = select(Session.refresh_hash).where(col(Session.account_id) == school.account_id)
    kept = (await school.within(lambda unit: unit.session.exec(row))).all()
    assert signed_in.refresh_token not in kept
