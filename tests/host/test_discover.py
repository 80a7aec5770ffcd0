"""Finding plugins: only allowed and sound ones; what cannot be used is left out, or refuses the start by name."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, distributions
from pathlib import Path
from textwrap import dedent

import pytest

from isuo_graph.host.discover import discover
from isuo_graph.kit.errors import BootRefused

HONEST = """
from tests.host.vendor import Vendor
def make():
    return Vendor(id={id!r}, contract={contract!r})
"""
WITH_ROOM = """
from isuo_graph.graph import Room, about, extend, live
from isuo_graph.policy.words import Learning
from isuo_graph.rooms.people.graph import Student
from tests.host.vendor import Vendor

async def answer(call, learners, arguments):
    return ["жакшы" for _ in learners]

@extend(Student)
class More:
    {field}

class Roomy(Vendor):
    room = Room("vendor", extensions=(More,))

def make():
    return Roomy()
"""


@dataclass
class Shelf:
    """A folder of installed distributions, made up as an installer would leave them."""

    folder: Path

    def install(self, name: str, code: str, version: str = "1.0.0") -> None:
        module = name.replace("-", "_")
        (self.folder / f"{module}.py").write_text(dedent(code))
        info = self.folder / f"{module}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        (info / "entry_points.txt").write_text(f"[isuo_graph.plugins]\n{name} = {module}:make\n")

    @property
    def points(self) -> list[EntryPoint]:
        return [point for one in distributions(path=[str(self.folder)]) for point in one.entry_points]


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)
    yield Shelf(tmp_path)
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(tmp_path)):
            del sys.modules[name]


def honest(plugin_id: str = "vendor", contract: str = ">=1,<2") -> str:
    return HONEST.format(id=plugin_id, contract=contract)


def reasons(shelf: Shelf, *allowed: str) -> list[str]:
    return [one.reason for one in discover(allowed, shelf.points).left_out]


def test_allowed_plugin_is_found(shelf: Shelf) -> None:
    shelf.install("isuo-vendor", honest())
    assert [one.id for one in discover(["isuo_vendor"], shelf.points).plugins] == ["vendor"]


def test_plugin_that_is_not_allowed_is_not_even_imported(shelf: Shelf) -> None:
    shelf.install("isuo-vendor", honest())
    assert reasons(shelf) == ["it is not in the allow-list (ISUO_PLUGINS_ALLOWED)"]
    assert "isuo_vendor" not in sys.modules


def test_other_version_than_allowed_is_left_out(shelf: Shelf) -> None:
    shelf.install("isuo-vendor", honest(), "1.0.1")
    assert reasons(shelf, "isuo-vendor==1.0.0") == ["it is not in the allow-list (ISUO_PLUGINS_ALLOWED)"]


@pytest.mark.parametrize("fault", ["raise RuntimeError('x')", "import sys; sys.exit(1)", "import no_such_module_here"])
def test_plugin_that_crashes_at_import_is_left_out(shelf: Shelf, fault: str) -> None:
    shelf.install("isuo-vendor", fault)
    shelf.install("isuo-other", honest("other"))
    found = discover(["isuo-vendor", "isuo-other"], shelf.points)
    assert [one.id for one in found.plugins] == ["other"]
    assert found.left_out[0].reason.startswith("it cannot be loaded")


def test_required_plugin_that_crashes_refuses_the_start(shelf: Shelf) -> None:
    shelf.install("isuo-vendor", "raise RuntimeError('x')")
    with pytest.raises(BootRefused, match=r"isuo-vendor is required .*it cannot be loaded"):
        discover(["isuo-vendor!"], shelf.points)


def test_required_plugin_that_is_not_installed_refuses_the_start(shelf: Shelf) -> None:
    with pytest.raises(BootRefused, match=r"isuo-vendor is required .*not installed"):
        discover(["isuo-vendor==1.0.0!"], shelf.points)


def test_plugin_of_another_contract_is_left_out(shelf: Shelf) -> None:
    shelf.install("isuo-vendor", honest(contract=">=2,<3"))
    assert reasons(shelf, "isuo-vendor") == ["the plugin asks for contract >=2,<3, this server speaks 1.0.0"]


def test_what_is_no_plugin_is_left_out(shelf: Shelf) -> None:
    shelf.install("isuo-vendor", "from types import SimpleNamespace\nmake = lambda: SimpleNamespace(manifest={})")
    assert reasons(shelf, "isuo-vendor") == ["it is no plugin of the contract: it needs a Manifest, `open` and `close`"]


def test_two_plugins_of_one_id_refuse_the_start(shelf: Shelf) -> None:
    shelf.install("isuo-vendor", honest())
    shelf.install("isuo-copy", honest())
    with pytest.raises(BootRefused, match=r"vendor is claimed by isuo-copy 1\.0\.0, isuo-vendor 1\.0\.0"):
        discover(["isuo-vendor", "isuo-copy"], shelf.points)


def test_own_field_with_guard_and_prefix_is_taken(shelf: Shelf) -> None:
    field = 'vendor_mood: Learning[str] = live("vendor", answer, needs=("id", "school_id"))'
    shelf.install("isuo-vendor", WITH_ROOM.format(field=field))
    assert [room.name for room in discover(["isuo-vendor"], shelf.points).rooms] == ["vendor"]


@pytest.mark.parametrize(
    ("field", "fault"),
    [
        ('vendor_mood: str = live("vendor", answer, needs=("id", "school_id"))', "More.vendorMood has no guard"),
        ('mood: Learning[str] = live("vendor", answer, needs=("id", "school_id"))', "mood must begin with vendor"),
        ('vendor_mood: Learning[str] = live("vendor", answer, needs=("id", "pin"))', "may need id, school_id and"),
        ('vendor_mood: Learning[str] = live("other", answer)', "must be given live by vendor"),
        ('vendor_pin: Learning[str] = about("ПИН.", column="pin")', "must be given live by vendor"),
    ],
)  # fmt: skip
def test_unsound_own_field_refuses_the_start_naming_the_plugin(shelf: Shelf, field: str, fault: str) -> None:
    shelf.install("isuo-vendor", WITH_ROOM.format(field=field))
    with pytest.raises(BootRefused) as caught:
        discover(["isuo-vendor"], shelf.points)
    (line,) = str(caught.value).splitlines()[1:]
    assert line.startswith("- vendor: ")
    assert fault in line
