"""The server audit finds nothing, in the request path over a small schema and in the whole house alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.served import School
from tests.web.audit.auditing import NEEDS_NODE, audited
from tests.web.small_school import Served

pytestmark = NEEDS_NODE

ASKS_THE_SCHEMA = frozenset({"2EA1", "28B9", "D6D5", "6A70"})
"""Points that ask `__type` by a variable, which the public is refused as long as `introspection_anonymous` is off."""


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_server_audit_finds_no_error_and_no_warning(auditor: Path, served: Served, is_signed_in: bool) -> None:
    token = (served.token(),) if is_signed_in else ()
    _require_clean(audited(auditor, f"{served.url}/graphql", *token))


@pytest.mark.parametrize("login", ["teacher", "analyst", "guardian"])
def test_server_audit_finds_none_in_the_composed_house(auditor: Path, composed: School, login: str) -> None:
    _require_clean(audited(auditor, f"{composed.url}/graphql", str(composed.person(login).token)))


def test_server_audit_finds_none_for_the_public_where_the_schema_is_open(auditor: Path, open_house: School) -> None:
    _require_clean(audited(auditor, f"{open_house.url}/graphql"))


def test_the_public_is_refused_what_the_audit_asks_of_a_closed_schema_and_nothing_else(
    auditor: Path, composed: School
) -> None:
    found = {one["id"]: one["name"] for one in audited(auditor, f"{composed.url}/graphql") if one["status"] != "ok"}
    assert found.keys() == ASKS_THE_SCHEMA, found


def _require_clean(results: list[dict[str, str]]) -> None:
    assert len(results) > 50
    assert [result for result in results if result["status"] != "ok"] == []
