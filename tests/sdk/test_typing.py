"""The types of the contract hold a vendor to it: a sound one passes mypy --strict, wrong ones are told where."""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy import api

ROOT = Path(__file__).parents[2]
HEAD = """
from collections.abc import Sequence
from typing import assert_type
from isuo_graph import sdk
from tests.sdk import vendor
"""

SOUND = """
plugin: sdk.Plugin = vendor.Vendor()
providers = sdk.Providers(courses=vendor.Courses(), tests=vendor.Tests(), materials=vendor.Materials())

async def ask(courses: sdk.CourseProvider, call: sdk.Call) -> None:
    page = await courses.catalogue(call, sdk.PageRequest())
    assert_type(page.items, tuple[sdk.Course, ...])
    answers = await courses.modules(call, ["a"])
    assert_type(answers[0], tuple[sdk.Module, ...] | sdk.Failed | None)
    changes = await courses.changed_since(call, None)
    assert_type(changes.items[0], sdk.Course | sdk.Module | sdk.Enrolment | sdk.Progress | sdk.Gone)
"""

WRONG = """
class Single(vendor.Tests):
    async def score(self, call: sdk.Call, sheet: sdk.AnswerSheet) -> sdk.ScoredAttempt | None: ...

class Lazy(sdk.Unavailable):
    async def catalogue(self, call: sdk.Call, page: sdk.PageRequest) -> sdk.Page[sdk.Course]: ...
lazy: sdk.CourseProvider = Lazy()

async def ask(courses: sdk.CourseProvider, call: sdk.Call) -> str:
    return (await courses.courses_by_id(call, ["a"]))[0].title

def rename(course: sdk.Course) -> None:
    course.title = "x"
"""


def mypy(folder: Path, source: str) -> str:
    """Check the source as a module of its own under the project's settings; give what mypy said."""
    module = folder / "checked.py"
    module.write_text(HEAD + source, encoding="utf-8")
    settings = ["--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(folder / "cache")]
    said, trouble, _ = api.run([*settings, "--no-warn-unused-ignores", "--allow-empty-bodies", str(module)])
    assert not trouble
    return said


@pytest.fixture
def at_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.usefixtures("at_root")
def test_a_sound_vendor_passes_the_strict_type_check(tmp_path: Path) -> None:
    assert mypy(tmp_path, SOUND).startswith("Success")


@pytest.mark.usefixtures("at_root")
def test_vendors_that_break_the_contract_are_told_so_by_the_type_check(tmp_path: Path) -> None:
    said = mypy(tmp_path, WRONG)
    assert 'of "score" incompatible with' in said
    assert 'variable has type "CourseProvider"' in said
    assert 'Item "Failed" of "Course | Failed | None" has no attribute "title"' in said
    assert 'Property "title" defined in "Course" is read-only' in said
