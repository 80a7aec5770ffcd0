"""Accounts and sessions. An administrator manages a school's accounts; everybody sees their own (R24, R53).

Passwords, tokens and their hashes are columns without a field: no query can name them.
"""

from __future__ import annotations

from datetime import datetime

from isuo_graph.graph import ID, Many, about, many, node, one, tells
from isuo_graph.kit.language import Language
from isuo_graph.policy.rights import Category, Scope
from isuo_graph.policy.rows import InSchools, IsMe, IsNull, Me, Through
from isuo_graph.policy.words import Accounts, Family, Open, Public, Roster, StaffDirectory, Visits
from isuo_graph.rooms.org.graph import VERSION, School
from isuo_graph.rooms.people import tables
from isuo_graph.rooms.people.graph.persons import Guardian, Student
from isuo_graph.rooms.people.graph.staff import StaffMember


@node(
    tables.Account,
    prefix="acc",
    category=Category.ACCOUNTS,
    rows={Scope.SELF: IsMe("id", Me.ACCOUNT)},
    singular="account",
    plural="accounts",
    order=("login", "id"),
)
class Account:
    """What a person signs in with."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school that manages the account; null for officials.")
    login: Accounts[str] = about("The name to sign in with.")
    language: Accounts[Language] = about("The language the person reads.")
    must_change_password: Accounts[bool] = about("Whether the next sign-in asks for a new password.")
    created_at: Accounts[datetime] = about("When the account was made.")
    blocked_at: Accounts[datetime] = about("Since when it is blocked; null while it works.")
    block_reason: Accounts[str] = about("Why it is blocked.")
    signed_in_at: Visits[datetime] = about("When the person last signed in.")
    version: Open[int] = about(VERSION)
    students: Roster[Many[Student]] = many("person_id", "The person as a student.", own="person_id")
    guardians: Family[Many[Guardian]] = many("person_id", "The person as a guardian.", own="person_id")
    staff: StaffDirectory[Many[StaffMember]] = many("person_id", "The person as an employee.", own="person_id")
    sessions: Accounts[Many[Session]] = many("account_id", "Sign-ins, also ended ones.")


@node(
    tables.Session,
    prefix="ses",
    category=Category.ACCOUNTS,
    rows={Scope.SELF: IsMe("account_id", Me.ACCOUNT)},
    school=Through("account_id", "account", InSchools("school_id")),
    singular="session",
    plural="sessions",
)
class Session:
    """One sign-in on one device."""

    id: Open[ID]
    account: Accounts[Account] = one("account_id", "Whose sign-in it is.")
    created_at: Accounts[datetime] = about("When the person signed in.")
    used_at: Accounts[datetime] = about("When the session was last renewed.")
    expires_at: Accounts[datetime] = about("When it ends by itself.")
    ended_at: Accounts[datetime] = about("When it was ended; null while it runs or after it ran out.")
    end_reason: Accounts[str] = about("Why it was ended.")
    address: Accounts[str] = about("Network address of the device.")
    client: Accounts[str] = about("What the device calls itself.")
    is_open: Accounts[bool] = tells(IsNull("ended_at"), "Whether nobody has ended it.")
