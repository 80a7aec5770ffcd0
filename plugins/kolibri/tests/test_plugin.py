"""The manifest, and how the host finds the plugin."""

from importlib.metadata import entry_points

from isuo_graph.sdk import ENTRY_POINT_GROUP, CourseProvider, Direction, PersonalField, Plugin
from isuo_kolibri import KolibriPlugin


def test_the_host_finds_the_plugin_by_its_entry_point() -> None:
    [found] = entry_points(group=ENTRY_POINT_GROUP, name="kolibri")
    assert found.load() is KolibriPlugin


def test_the_plugin_is_one_by_the_contract() -> None:
    assert isinstance(KolibriPlugin(), Plugin)


def test_the_contract_version_is_served() -> None:
    assert KolibriPlugin().manifest.incompatibility is None


def test_the_password_is_the_secret() -> None:
    assert KolibriPlugin().manifest.secrets == {"password"}


def test_no_name_may_pass_in_either_direction() -> None:
    manifest = KolibriPlugin().manifest
    asked = {PersonalField.NAME, PersonalField.EMAIL, PersonalField.BIRTH_DATE}
    assert not [one for one in asked for way in Direction if manifest.may_pass(one, way)]


def test_progress_only_comes_in() -> None:
    manifest = KolibriPlugin().manifest
    ways = (Direction.IN, Direction.OUT)
    assert [manifest.may_pass(PersonalField.COURSE_PROGRESS, way) for way in ways] == [True, False]


async def test_the_opened_plugin_serves_what_the_manifest_says(courses: CourseProvider) -> None:
    assert isinstance(courses, CourseProvider)
