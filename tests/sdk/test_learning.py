"""A vendor written against the contract works, and is recognised as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sdk import vendor

from isuo_graph import sdk

CALL = sdk.Call(school="s-1", locale=sdk.Locale.KY, deadline=sdk.Deadline.after(1.0))


@pytest.fixture
async def providers(tmp_path: Path) -> sdk.Providers:
    return await vendor.Vendor().open({}, sdk.Context(school="s-1", folder=tmp_path))


def test_a_plugin_is_recognised() -> None:
    assert isinstance(vendor.Vendor(), sdk.Plugin)


@pytest.mark.anyio
async def test_providers_name_their_capabilities(providers: sdk.Providers) -> None:
    assert providers.capabilities == vendor.Vendor().manifest.capabilities


def test_providers_without_materials_do_not_claim_them() -> None:
    assert sdk.Providers(tests=vendor.Tests()).capabilities == {sdk.Capability.TESTS}


def test_every_provider_is_recognised_by_its_protocol() -> None:
    assert isinstance(vendor.Courses(), sdk.CourseProvider)
    assert isinstance(vendor.Tests(), sdk.TestProvider)
    assert isinstance(vendor.Materials(), sdk.MaterialProvider)


@pytest.mark.anyio
async def test_a_batch_answers_in_order_with_values_failures_and_gaps(providers: sdk.Providers) -> None:
    assert providers.courses is not None
    student = sdk.Learner("p1")
    teacher = sdk.Learner("p2", role=sdk.LearnerRole.TEACHER)
    keys = [sdk.CourseKey(teacher, "algebra-7"), sdk.CourseKey(student, "none"), sdk.CourseKey(student, "algebra-7")]
    answers = await providers.courses.progress(CALL, keys)
    assert [type(answer) for answer in answers] == [sdk.Failed, type(None), sdk.Progress]
