"""Sessions of people whom an outside provider vouches for: one for each of its tokens, so that they end like our own.

Takes a checked token of the provider, gives the session it stands for. A blocked account or an ended session is
refused, however long the provider's token may still live. Accounts are never made here.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from isuo_graph.graph.act import act
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms.people import rules, sessions
from isuo_graph.rooms.people.oidc import OidcTokens, Outsider
from isuo_graph.rooms.people.refresh import fingerprint
from isuo_graph.rooms.people.tables import Account, Session
from isuo_graph.rooms.people.tokens import Signed, malformed
from isuo_graph.store.unit import Unit
from isuo_graph.store.write import WriteLane


@dataclass(frozen=True)
class Vouched:
    """A token that was checked, and what it says."""

    token: str
    outsider: Outsider


@act(None, log="people:signed_in_outside", for_anonymous=True)
async def enter_from_outside(unit: Unit, asked: Vouched) -> Signed:
    """Give the session of a provider's token; the first time, begin it. Not part of the schema: the door calls it."""
    login = rules.login_of(asked.outsider.login)
    account = (await unit.session.exec(select(Account).where(col(Account.login) == login))).first()
    if account is None:
        raise malformed()
    if account.blocked_at is not None:
        raise Refused(Code.UNAUTHENTICATED, "account.blocked")
    mark = fingerprint(asked.token)
    session = (await unit.session.exec(select(Session).where(col(Session.refresh_hash) == mark))).first()
    if session is None:
        session = _begin(unit, account, mark, asked.outsider)
    elif session.ended_at is not None or session.account_id != account.id:
        raise Refused(Code.UNAUTHENTICATED, "session.ended")
    unit.note(subject_id=account.id, school_id=account.school_id)
    return Signed(account.id, session.id, asked.outsider.expires_ms)


@dataclass(frozen=True)
class OutsideDoor:
    """Checks tokens of the provider for the web's door."""

    tokens: OidcTokens
    lane: WriteLane

    async def check(self, token: str) -> Signed:
        """Give the session the token stands for. Raises Refused with UNAUTHENTICATED."""
        vouched = Vouched(token, await self.tokens.check(token))

        async def work() -> Signed:
            async with self.lane.unit(Viewer(), enter_from_outside) as unit:
                signed: Signed = await enter_from_outside.run(unit, vouched)
                return signed

        return await self.lane.perform(work)


def _begin(unit: Unit, account: Account, mark: str, outsider: Outsider) -> Session:
    session_id = unit.new_id()
    session = Session(
        id=session_id,
        account_id=account.id,
        family_id=session_id,
        refresh_hash=mark,  # there is no refresh token; the fingerprint of the provider's own stands in its place
        created_at=unit.now,
        used_at=unit.now,
        expires_at=sessions.moment(outsider.expires_ms),
    )
    account.signed_in_at = unit.now
    unit.session.add(session)
    return session
