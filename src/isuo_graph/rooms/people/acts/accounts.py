"""Acts on accounts: making, changing, blocking them, and giving a new way in (R24, R53).

Nobody ever types another person's password: a one-time link lets its holder set one. Only the link's hash is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from sqlmodel import col, select, update

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry, put
from isuo_graph.kit.errors import Code
from isuo_graph.kit.language import Language
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.rooms.org.acts.national import require_country
from isuo_graph.rooms.people import graph, rules, sessions, tables
from isuo_graph.rooms.people.acts import persons
from isuo_graph.rooms.people.sessions import EndReason
from isuo_graph.rooms.people.sign_in import Desk, issue_link
from isuo_graph.rooms.people.tables import LinkPurpose
from isuo_graph.store.unit import Unit

ACCOUNTS = Right(Category.ACCOUNTS, Action.WRITE)
REASON_SIZE = 300


@dataclass(frozen=True)
class CreateAccount:
    """A name to sign in with, and whose account it is: exactly one of studentId, guardianId and staffId."""

    login: str
    student_id: Annotated[int | None, ref(graph.Student)] = None
    guardian_id: Annotated[int | None, ref(graph.Guardian)] = None
    staff_id: Annotated[int | None, ref(graph.StaffMember)] = None
    language: Language = Language.KY


@dataclass(frozen=True)
class CreateOfficialAccount:
    """An account of somebody outside the schools: an analyst, a methodist, an officer."""

    login: str
    language: Language = Language.KY


@dataclass(frozen=True)
class ChangeAccount:
    """What changes about an account; what is left out stays."""

    account_id: Annotated[int, ref(graph.Account)]
    login: str | None = None
    language: Language | None = None
    version: int | None = None


@dataclass(frozen=True)
class BlockAccount:
    """Which account is blocked, and why."""

    account_id: Annotated[int, ref(graph.Account)]
    reason: str
    version: int | None = None


@dataclass(frozen=True)
class OneAccount:
    """Which account."""

    account_id: Annotated[int, ref(graph.Account)]
    version: int | None = None


@dataclass(frozen=True)
class AccountSaved:
    """The account."""

    account: Annotated[int, ref(graph.Account)]


@dataclass(frozen=True)
class AccountOpened:
    """The account, and the token of a one-time link to hand to its holder; it is shown this once."""

    account: Annotated[int, ref(graph.Account)]
    one_time_token: str


@act(ACCOUNTS, log="people:account_created", gives_secret=True)
async def create_account(unit: Unit, asked: CreateAccount) -> AccountOpened:
    """Make the account of a student, a guardian or an employee, with a link to set the first password."""
    holder = await _holder(unit, asked)
    return await _create(unit, asked.login, asked.language, holder.person_id, holder.school_id)


@act(ACCOUNTS, log="people:official_account_created", gives_secret=True)
async def create_official_account(unit: Unit, asked: CreateOfficialAccount) -> AccountOpened:
    """Make the account of somebody outside the schools; an order then says what they may do."""
    require_country(unit)
    person = await persons.new_person(unit)
    return await _create(unit, asked.login, asked.language, person.id, None)


@act(ACCOUNTS, log="people:account_changed")
async def change_account(unit: Unit, asked: ChangeAccount) -> AccountSaved:
    """Change the name to sign in with, or the language."""
    account = await unit.reach(graph.Account, asked.account_id, path=("accountId",))
    unit.change(account, asked.version)
    entry = Entry()
    values: dict[str, object] = {}
    if asked.login is not None:
        values["login"] = await _login(unit, entry, asked.login, account.id)
    if asked.language is not None:
        values["language"] = asked.language
    entry.close()
    unit.note(subject_id=account.id, school_id=account.school_id, fields=put(account, values))
    return AccountSaved(account.id)


@act(ACCOUNTS, log="people:account_blocked")
async def block_account(unit: Unit, asked: BlockAccount) -> AccountSaved:
    """Block an account: its sessions end now, and nobody signs in with it until it is unblocked."""
    account = await unit.reach(graph.Account, asked.account_id, path=("accountId",))
    unit.change(account, asked.version)
    entry = Entry()
    reason = entry.line("reason", asked.reason, REASON_SIZE)
    if account.id == unit.viewer.account_id:
        entry.refuse("account.own", "accountId")
    entry.close()
    account.blocked_at = account.blocked_at or unit.now
    account.block_reason = reason
    await sessions.end(unit, account.id, EndReason.BLOCKED)
    unit.note(subject_id=account.id, school_id=account.school_id)
    unit.emit("people:account_blocked", school_id=account.school_id, account=account.id)
    return AccountSaved(account.id)


@act(ACCOUNTS, log="people:account_unblocked")
async def unblock_account(unit: Unit, asked: OneAccount) -> AccountSaved:
    """Let an account be used again."""
    account = await unit.reach(graph.Account, asked.account_id, path=("accountId",))
    unit.change(account, asked.version)
    account.blocked_at, account.block_reason = None, None
    unit.note(subject_id=account.id, school_id=account.school_id)
    return AccountSaved(account.id)


@act(ACCOUNTS, log="people:password_reset", gives_secret=True)
async def reset_password(unit: Unit, asked: OneAccount) -> AccountOpened:
    """Take the password away, end all sessions, and give a one-time link to set a new one."""
    account = await unit.reach(graph.Account, asked.account_id, path=("accountId",))
    unit.change(account, asked.version)
    account.password_hash, account.password_set_at, account.must_change_password = None, None, True
    await sessions.end(unit, account.id, EndReason.PASSWORD_CHANGED)
    token = await _renew_link(unit, account.id, LinkPurpose.PASSWORD_RESET)
    unit.note(subject_id=account.id, school_id=account.school_id)
    unit.emit("people:password_reset", school_id=account.school_id, account=account.id)
    return AccountOpened(account.id, token)


async def _renew_link(unit: Unit, account_id: int, purpose: LinkPurpose) -> str:
    """Make a one-time link, the only one that works from now on; gives its token, which is kept nowhere."""
    table = tables.OneTimeLink
    earlier = (col(table.account_id) == account_id, col(table.used_at).is_(None))
    await unit.session.exec(update(table).where(*earlier).values(used_at=unit.now))
    return await issue_link(unit, account_id, purpose, unit.service(Desk).link_life_s)


async def _holder(unit: Unit, asked: CreateAccount) -> Any:  # noqa: ANN401 - a student, guardian or employee
    """Give the row of whom the account is for, within the viewer's scope."""
    wanted = {
        (graph.Student, "studentId"): asked.student_id,
        (graph.Guardian, "guardianId"): asked.guardian_id,
        (graph.StaffMember, "staffId"): asked.staff_id,
    }
    named = [(node, path, row_id) for (node, path), row_id in wanted.items() if row_id is not None]
    if len(named) != 1:
        entry = Entry()
        entry.refuse("account.one_holder")
        entry.close()
    node, path, row_id = named[0]
    return await unit.reach(node, row_id, path=(path,))


async def _create(unit: Unit, login: str, language: Language, person_id: int, school_id: int | None) -> AccountOpened:
    entry = Entry()
    name = await _login(unit, entry, login)
    taken = select(tables.Account.id).where(tables.Account.person_id == person_id)
    if (await unit.session.exec(taken)).first():
        entry.refuse("account.exists", code=Code.CONFLICT)
    entry.close()
    account = tables.Account(
        id=unit.new_id(),
        school_id=school_id,
        person_id=person_id,
        login=name,
        language=language,
        must_change_password=True,
        created_at=unit.now,
    )
    unit.session.add(account)
    await unit.session.flush()
    token = await _renew_link(unit, account.id, LinkPurpose.FIRST_SIGN_IN)
    unit.note(subject_id=account.id, school_id=school_id)
    return AccountOpened(account.id, token)


async def _login(unit: Unit, entry: Entry, typed: str, account_id: int | None = None) -> str:
    """Read a name to sign in with, which nobody else may have, in whatever case."""
    login = rules.login_of(typed)
    if login is None:
        low, high = rules.LOGIN_SIZES
        entry.refuse("account.name_malformed", "login", low=low, high=high)
        return ""
    owner = (await unit.session.exec(select(tables.Account.id).where(tables.Account.login == login))).first()
    if owner not in {None, account_id}:
        entry.refuse("account.name_taken", "login", code=Code.CONFLICT)
    return login


ACTS = (
    create_account,
    create_official_account,
    change_account,
    block_account,
    unblock_account,
    reset_password,
)
