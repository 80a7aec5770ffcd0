"""Signing in and out: acts over accounts, sessions and one-time links.

They need no right of a role, so they check for themselves who calls. Wrong login and wrong password are one answer, in
the same time. A session is alive while `ended_at IS NULL AND expires_at > now` and its account's `blocked_at IS NULL`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement
from sqlmodel import col, select, update

from isuo_graph.graph.act import act
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.rooms.people import rules, sessions
from isuo_graph.rooms.people.passwords import Passwords
from isuo_graph.rooms.people.refresh import RefreshTokens, fingerprint
from isuo_graph.rooms.people.sessions import EndReason
from isuo_graph.rooms.people.tables import Account, LinkPurpose, OneTimeLink, Session
from isuo_graph.rooms.people.throttle import Throttle
from isuo_graph.rooms.people.tokens import KeyRing
from isuo_graph.store.unit import Unit

LOGIN_KEPT_MAX: Final = 80  # characters of the throttle's column; longer logins do not exist
LINK_TOKEN_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Desk:
    """What signing in needs: a service for `unit.service`."""

    passwords: Passwords
    throttle: Throttle
    keys: KeyRing
    refresh: RefreshTokens
    refresh_life_s: int
    link_life_s: int


@dataclass(frozen=True, slots=True)
class Client:
    """From where an act is called: a service of the one request."""

    address: str
    name: str = ""


@dataclass(frozen=True)
class SignIn:
    """A login and its password."""

    login: str
    password: str


@dataclass(frozen=True)
class RefreshSession:
    """The refresh token of the last sign-in or refresh; it is good for one use."""

    refresh_token: str


@dataclass(frozen=True)
class SignOut:
    """Which sessions to end: this one, or all of the account."""

    everywhere: bool = False


@dataclass(frozen=True)
class ChangePassword:
    """The password until now, and the one from now on."""

    current_password: str
    new_password: str


@dataclass(frozen=True)
class UseOneTimeLink:
    """The token of the link, and the password to set."""

    token: str
    new_password: str


@dataclass(frozen=True)
class SignedIn:
    """Send `accessToken` as `Authorization: Bearer …`; `refreshToken` is for `refreshSession` and for nothing else."""

    access_token: str
    refresh_token: str
    expires_at: datetime
    must_change_password: bool
    language: str


@dataclass(frozen=True)
class SessionsEnded:
    """How many sessions came to an end."""

    ended: int


@act(None, log="people:signed_in", for_anonymous=True, gives_secret=True)
async def sign_in(unit: Unit, asked: SignIn) -> SignedIn:
    """Sign in with login and password. After several failures each further attempt has to wait longer."""
    desk = unit.service(Desk)
    login = rules.login_of(asked.login) or asked.login.strip().casefold()[:LOGIN_KEPT_MAX]
    attempt = await desk.throttle.count(unit, login, unit.service(Client).address)
    found = await _account(unit, col(Account.login) == login)
    await unit.keep()  # the attempt stays counted, and other writers go on while the password is checked
    verdict = await desk.passwords.check(found.password_hash if found else None, asked.password)
    await unit.take_up()
    if found is None or not verdict.is_right:
        raise Refused(Code.BAD_USER_INPUT, "sign_in.failed")
    await desk.throttle.strike_out(unit, login, attempt)
    # Read again: the account may have been blocked, or its password changed, while this one was being checked.
    now_held = await _account(unit, col(Account.id) == found.id)
    if now_held is None or now_held.password_hash != found.password_hash:
        raise Refused(Code.BAD_USER_INPUT, "sign_in.failed")
    _refuse_blocked(now_held)
    if verdict.renewed is not None:
        await _update(unit, found.id, password_hash=verdict.renewed)
    return await _open(unit, now_held)


@act(None, log="people:session_refreshed", for_anonymous=True, gives_secret=True)
async def refresh_session(unit: Unit, asked: RefreshSession) -> SignedIn:
    """Get a new access token and a new refresh token. A refresh token that comes a second time was stolen: it ends all
    sessions of the account.
    """
    desk = unit.service(Desk)
    session = await unit.session.get(Session, desk.refresh.session_of(asked.refresh_token))
    if session is None or session.ended_at is not None or session.expires_at <= unit.now:
        raise Refused(Code.UNAUTHENTICATED, "session.ended")
    if not secrets.compare_digest(session.refresh_hash, fingerprint(asked.refresh_token)):
        account_id = session.account_id
        await unit.let_go()
        await sessions.end(unit, account_id, EndReason.REFRESH_REUSED)
        await unit.keep()
        raise Refused(Code.UNAUTHENTICATED, "session.refresh_reused")
    account = await _account(unit, col(Account.id) == session.account_id)
    assert account is not None, "a session without its account"
    _refuse_blocked(account)
    token = desk.refresh.issue(session.id)
    session.previous_hash, session.refresh_hash = session.refresh_hash, fingerprint(token)
    session.used_at = unit.now
    session.expires_at = unit.now + timedelta(seconds=desk.refresh_life_s)
    unit.note(subject_id=account.id, school_id=account.school_id)
    return _told(desk, account, session.id, token)


@act(None, log="people:signed_out")
async def sign_out(unit: Unit, asked: SignOut) -> SessionsEnded:
    """Sign out, here or everywhere. The access tokens of the sessions ended are refused from now on."""
    account_id, session_id = _caller(unit)
    only = None if asked.everywhere else session_id
    if not asked.everywhere and session_id is None:  # signed in by an outside provider: there is no session of ours
        return SessionsEnded(0)
    return SessionsEnded(await sessions.end(unit, account_id, EndReason.SIGNED_OUT, only=only))


@act(None, log="people:password_changed")
async def change_password(unit: Unit, asked: ChangePassword) -> SessionsEnded:
    """Change one's own password. All other sessions of the account end."""
    desk = unit.service(Desk)
    account_id, session_id = _caller(unit)
    chosen = desk.passwords.accept(asked.new_password, ("newPassword",))
    held = await _account(unit, col(Account.id) == account_id)
    assert held is not None, "the viewer has an account"
    await unit.let_go()
    attempt = await desk.throttle.count(unit, held.login, unit.service(Client).address)
    await unit.keep()  # as in sign_in
    if not (await desk.passwords.check(held.password_hash, asked.current_password)).is_right:
        raise Refused(Code.BAD_USER_INPUT, "sign_in.failed", path=("currentPassword",))
    hashed = await desk.passwords.hash(chosen)
    await unit.take_up()
    await desk.throttle.strike_out(unit, held.login, attempt)
    account = await _account(unit, col(Account.id) == account_id)
    if account is None or account.password_hash != held.password_hash:
        raise Refused(Code.CONFLICT, "row.changed", path=("currentPassword",))
    await _set_password(unit, account.id, hashed)
    unit.note(subject_id=account.id, school_id=account.school_id)
    return SessionsEnded(await sessions.end(unit, account.id, EndReason.PASSWORD_CHANGED, but=session_id))


@act(None, log="people:one_time_link_used", for_anonymous=True, gives_secret=True)
async def use_one_time_link(unit: Unit, asked: UseOneTimeLink) -> SignedIn:
    """Set a password with a one-time link and sign in. All other sessions and links of the account end."""
    desk = unit.service(Desk)
    chosen = desk.passwords.accept(asked.new_password, ("newPassword",))
    await _account_of_link(unit, asked.token)
    await unit.let_go()  # hashing takes its time, and other writers go on meanwhile
    hashed = await desk.passwords.hash(chosen)
    await unit.take_up()
    account = await _account_of_link(unit, asked.token)
    await _set_password(unit, account.id, hashed)
    await sessions.end(unit, account.id, EndReason.PASSWORD_CHANGED)
    return await _open(unit, account, must_change=False)


async def issue_link(unit: Unit, account_id: int, purpose: LinkPurpose, life_s: int) -> str:
    """Make a one-time link's token for the account; it is shown once, only its fingerprint is kept."""
    token = secrets.token_urlsafe(LINK_TOKEN_BYTES)
    unit.session.add(
        OneTimeLink(
            id=unit.new_id(),
            account_id=account_id,
            token_hash=fingerprint(token),
            purpose=purpose.value,
            created_at=unit.now,
            expires_at=unit.now + timedelta(seconds=life_s),
        )
    )
    await unit.session.flush()
    return token


ACTS: Final = (sign_in, refresh_session, sign_out, change_password, use_one_time_link)


@dataclass(frozen=True, slots=True)
class _Held:
    """What is needed of an account; plain values outlive a commit."""

    id: int
    school_id: int | None
    login: str
    password_hash: str | None
    blocked_at: datetime | None
    must_change_password: bool
    language: str


async def _account(unit: Unit, where: ColumnElement[bool]) -> _Held | None:
    names = ("id", "school_id", "login", "password_hash", "blocked_at", "must_change_password", "language")
    columns = [getattr(Account, name) for name in names]
    row = (await unit.session.exec(select(*columns).where(where))).first()
    return _Held(*row) if row else None


async def _account_of_link(unit: Unit, token: str) -> _Held:
    """Give the account that a link is for. Raises Refused for a link that is spent, and for a blocked account."""
    wanted = select(OneTimeLink.account_id, OneTimeLink.used_at, OneTimeLink.expires_at).where(
        col(OneTimeLink.token_hash) == fingerprint(token)
    )
    link = (await unit.session.exec(wanted)).first()
    if link is None or link[1] is not None or link[2] <= unit.now:
        raise Refused(Code.BAD_USER_INPUT, "one_time_link.spent", path=("token",))
    account = await _account(unit, col(Account.id) == link[0])
    assert account is not None, "a link without its account"
    _refuse_blocked(account)
    return account


def _refuse_blocked(account: _Held) -> None:
    if account.blocked_at is not None:
        raise Refused(Code.UNAUTHENTICATED, "account.blocked")


async def _open(unit: Unit, account: _Held, *, must_change: bool | None = None) -> SignedIn:
    """Begin a session and give its tokens."""
    desk, client = unit.service(Desk), unit.service(Client)
    session_id = unit.new_id()
    token = desk.refresh.issue(session_id)
    unit.session.add(
        Session(
            id=session_id,
            account_id=account.id,
            family_id=session_id,
            refresh_hash=fingerprint(token),
            created_at=unit.now,
            used_at=unit.now,
            expires_at=unit.now + timedelta(seconds=desk.refresh_life_s),
            address=client.address[:45],
            client=client.name[:200],
        )
    )
    await _update(unit, account.id, signed_in_at=unit.now)
    unit.note(subject_id=account.id, school_id=account.school_id)
    return _told(desk, account, session_id, token, must_change=must_change)


def _told(desk: Desk, account: _Held, session_id: int, token: str, *, must_change: bool | None = None) -> SignedIn:
    access, signed = desk.keys.issue(account.id, session_id)
    must = account.must_change_password if must_change is None else must_change
    return SignedIn(access, token, sessions.moment(signed.expires_ms), must, account.language)


def _caller(unit: Unit) -> tuple[int, int | None]:
    if unit.viewer.account_id is None:
        raise Refused(Code.UNAUTHENTICATED, "auth.required")
    return unit.viewer.account_id, unit.viewer.session_id


async def _set_password(unit: Unit, account_id: int, hashed: str) -> None:
    """Set the password; every link that is still out would set another one, so they end with it."""
    await _update(unit, account_id, password_hash=hashed, password_set_at=unit.now, must_change_password=False)
    mine = (col(OneTimeLink.account_id) == account_id, col(OneTimeLink.used_at).is_(None))
    await unit.session.exec(update(OneTimeLink).where(*mine).values(used_at=unit.now))


async def _update(unit: Unit, account_id: int, **values: object) -> None:
    await unit.session.exec(update(Account).where(col(Account.id) == account_id).values(**values))
