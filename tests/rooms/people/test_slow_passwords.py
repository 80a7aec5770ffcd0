"""While a password is checked or hashed others write; what changed meanwhile is looked at before the act goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from argon2 import PasswordHasher
from tests.rooms.people.sign_in_desk import PASSWORD, School, with_account
from tests.rooms.standing_aside import Slow

from isuo_graph.kit.errors import Refused
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms.people import sign_in as acts
from isuo_graph.rooms.people.passwords import Passwords, Verdict
from isuo_graph.rooms.people.tables import LinkPurpose
from isuo_graph.store.engine import Store


@pytest.fixture
async def school(store: Store) -> School:
    return await with_account(store)


class SlowPasswords(Passwords):
    """Checks and hashes as ever, but not before the test wants."""

    slow: Slow

    async def hash(self, password: str) -> str:
        await self.slow.wait()
        return await super().hash(password)

    async def check(self, stored: str | None, password: str) -> Verdict:
        await self.slow.wait()
        return await super().check(stored, password)


@pytest.fixture
def slow(school: School) -> Slow:
    made = SlowPasswords(PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1), 2, 10)
    made.slow = Slow()
    school.desk = replace(school.desk, passwords=made)
    return made.slow


async def test_others_write_while_a_password_is_checked(school: School, slow: Slow) -> None:
    async with slow.during(school.signed_in()) as signing_in:
        await school.change(language="ru")
        assert not signing_in.done()
    assert signing_in.result().language == "ru"


async def test_others_write_while_a_password_is_changed(school: School, slow: Slow) -> None:
    asked = acts.ChangePassword(PASSWORD, "көк алма 12")
    changing = school.call(acts.change_password, asked, Viewer(account_id=school.account_id))
    async with slow.during(changing):
        await school.change(language="ru")


async def test_others_write_while_the_password_of_a_link_is_hashed(school: School, slow: Slow) -> None:
    purpose = LinkPurpose.PASSWORD_RESET
    token = await school.within(lambda unit: acts.issue_link(unit, school.account_id, purpose, 600))
    async with slow.during(school.call(acts.use_one_time_link, acts.UseOneTimeLink(token, "көк алма 12"))) as using:
        await school.change(language="ru")
        assert not using.done()
    assert using.result().language == "ru"


async def test_a_password_that_changed_meanwhile_is_not_changed_again(school: School, slow: Slow) -> None:
    asked = acts.ChangePassword(PASSWORD, "көк алма 12")
    viewer = Viewer(account_id=school.account_id)
    async with slow.during(school.call(acts.change_password, asked, viewer)) as changing:
        await school.change(password_hash="another")
    with pytest.raises(Refused) as caught:
        changing.result()
    assert caught.value.message == "row.changed"


async def test_an_account_blocked_while_its_password_is_checked_stays_outside(school: School, slow: Slow) -> None:
    async with slow.during(school.signed_in()) as signing_in:
        await school.change(blocked_at=school.clock.now())
    with pytest.raises(Refused) as caught:
        signing_in.result()
    assert caught.value.message == "account.blocked"
