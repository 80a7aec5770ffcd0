"""Setting plugins up: an order in force, checked settings, sealed secrets; and what the schema shows of it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.host import vendor
from tests.host.hosted import SECRET, Hosted
from tests.rooms import acting

from isuo_graph.graph import ActSpec
from isuo_graph.host.acts import (
    ConfigurePlugin,
    DisablePlugin,
    EnablePlugin,
    configure_plugin,
    disable_plugin,
    enable_plugin,
)
from isuo_graph.host.config import PluginSettingValue
from isuo_graph.host.tables import PluginSetting
from isuo_graph.host.vault import Sealed, Vault
from isuo_graph.policy.rights import Role
from isuo_graph.rooms.orders.tables import OrderKind, OrderState

PLUGIN = """query($id: ID!) { plugin(id: $id) {
    pluginId enabled order { number } status { health breaker trouble } reads { capability }
    manifest { name secretSettings receives { field direction purposeEn isWithheld } } } }"""


async def do(hosted: Hosted, spec: ActSpec, asked: object) -> object:
    return await acting.do(hosted.store, hosted.administrator, spec, asked, hosted.services)


async def refused(hosted: Hosted, spec: ActSpec, asked: object) -> list[tuple[str, str]]:
    return await acting.refused(hosted.store, hosted.administrator, spec, asked, services=hosted.services)


def enabling(hosted: Hosted, *settings: tuple[str, str | None], **more: Any) -> EnablePlugin:  # noqa: ANN401 - fields of the input
    values = tuple(PluginSettingValue(*one) for one in settings)
    wanted = {"school_id": hosted.room.school_id, "plugin_id": "vendor", "order_id": hosted.order_id, **more}
    return EnablePlugin(**wanted, settings=values)


async def shown(hosted: Hosted) -> dict[str, Any]:
    data, errors, _ = await hosted.ask(PLUGIN, hosted.administrator, id=hosted.outside("plg", hosted.plugin_row))
    assert not errors
    found: dict[str, Any] = data["plugin"]
    return found


async def test_plugin_gets_its_settings_with_the_secret(hosted: Hosted) -> None:
    await hosted.running()
    assert hosted.mood.opened == [{"address": "https://vendor.example", "password": "жашыруун-7"}]


async def test_secret_is_not_kept_readable(hosted: Hosted) -> None:
    (row,) = await hosted.rows(PluginSetting)
    assert "жашыруун-7" not in f"{row.config}{row.secrets}"
    assert "password" not in row.config


async def test_secret_opens_only_for_its_own_school(hosted: Hosted) -> None:
    (row,) = await hosted.rows(PluginSetting)
    with pytest.raises(Sealed):
        Vault(SECRET).opened(row.school_id + 1, row.plugin_id, row.secrets)


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ([("adress", "x")], "plugin.setting_unknown"),
        ([("retries", "many")], "plugin.setting_malformed"),
        ([("retries", "1.5")], "plugin.setting_malformed"),
        ([("address", None)], "plugin.setting_missing"),
        ([("address", "a"), ("address", "b")], "plugin.setting_twice"),
    ],
)
async def test_wrong_setting_is_refused(hosted: Hosted, settings: list[tuple[str, str | None]], fault: str) -> None:
    assert await refused(hosted, enable_plugin, enabling(hosted, *settings)) == [("BAD_USER_INPUT", fault)]


async def test_unknown_plugin_is_refused(hosted: Hosted) -> None:
    assert await refused(hosted, enable_plugin, enabling(hosted, plugin_id="nobody")) == [
        ("BAD_USER_INPUT", "plugin.unknown")
    ]


@pytest.mark.parametrize(
    ("kind", "state", "fault"),
    [
        (OrderKind.PLUGIN, OrderState.DRAFT, "order.not_signed"),
        (OrderKind.PLUGIN, OrderState.REVOKED, "order.revoked"),
        (OrderKind.LEAVING, OrderState.SIGNED, "order.wrong_kind"),
    ],
)
async def test_without_an_order_that_stands_no_plugin_is_enabled(
    hosted: Hosted, kind: OrderKind, state: OrderState, fault: str
) -> None:
    order_id = await hosted.room.order(kind, state)
    assert await refused(hosted, enable_plugin, enabling(hosted, order_id=order_id)) == [("BAD_USER_INPUT", fault)]


async def test_plugin_of_another_school_is_as_good_as_absent(hosted: Hosted) -> None:
    asked = enabling(hosted, school_id=hosted.room.other_school_id)
    assert await refused(hosted, enable_plugin, asked) == [("NOT_IN_SCOPE", "row.not_found")]


async def test_enabling_twice_is_a_conflict(hosted: Hosted) -> None:
    assert await refused(hosted, enable_plugin, enabling(hosted)) == [("CONFLICT", "plugin.enabled")]


async def test_disabled_plugin_is_not_asked_any_more(hosted: Hosted) -> None:
    await do(hosted, disable_plugin, DisablePlugin(hosted.plugin_row, hosted.order_id))
    await hosted.ask("{ students { nodes { liveCourses { courseId } } } }")
    assert not hosted.mood.heard


async def test_changed_setting_opens_the_plugin_anew(hosted: Hosted) -> None:
    await hosted.running()
    changed = (PluginSettingValue("retries", "3"),)
    await do(hosted, configure_plugin, ConfigurePlugin(hosted.plugin_row, hosted.order_id, changed))
    await hosted.running()
    assert hosted.mood.opened[-1] == {"address": "https://vendor.example", "password": "жашыруун-7", "retries": 3}


async def test_older_version_of_the_settings_is_a_conflict(hosted: Hosted) -> None:
    asked = ConfigurePlugin(hosted.plugin_row, hosted.order_id, (), version=99)
    assert await refused(hosted, configure_plugin, asked) == [("CONFLICT", "row.changed")]


async def test_plugin_shows_what_it_receives(hosted: Hosted) -> None:
    received = (await shown(hosted))["manifest"]["receives"]
    assert {"field": "PSEUDONYM", "direction": "BOTH", "purposeEn": "Sample", "isWithheld": False} in received


async def test_plugin_names_its_secret_settings_and_shows_none(hosted: Hosted) -> None:
    plugin = await shown(hosted)
    assert plugin["manifest"]["secretSettings"] == ["password"]
    assert "жашыруун" not in str(plugin)


async def test_plugin_not_asked_yet_says_so(hosted: Hosted) -> None:
    assert (await shown(hosted))["status"] == {"health": "UNKNOWN", "breaker": "CLOSED", "trouble": None}


async def test_plugin_that_fails_shows_how(hosted: Hosted) -> None:
    hosted.mood.tricks["enrolments"] = vendor.gives(lambda _: None)
    await hosted.ask("{ students { nodes { liveCourses { courseId } } } }")
    assert (await shown(hosted))["status"] == {"health": "FAILING", "breaker": "CLOSED", "trouble": "malformed"}


async def test_plugin_that_cannot_be_opened_shows_it(hosted: Hosted) -> None:
    hosted.mood.tricks["open"] = vendor.raises(RuntimeError())
    await hosted.ask("{ students { nodes { liveCourses { courseId } } } }")
    assert (await shown(hosted))["status"]["health"] == "FAILING"


async def test_plugin_whose_open_hangs_does_not_hold_up_the_answer(hosted: Hosted) -> None:
    hosted.mood.tricks["open"] = vendor.hang
    _, errors, _ = await hosted.ask("{ students { nodes { liveCourses { courseId } } } }")
    assert [error.extensions["code"] for error in errors] == ["PLUGIN_UNAVAILABLE"]


async def test_teacher_does_not_see_plugins(hosted: Hosted) -> None:
    data, _, _ = await hosted.ask(
        PLUGIN, hosted.room.as_(Role.SUBJECT_TEACHER), id=hosted.outside("plg", hosted.plugin_row)
    )
    assert data["plugin"] is None


async def test_school_shows_what_is_installed(hosted: Hosted) -> None:
    query = "query($id: ID!) { school(id: $id) { installedPlugins { id capabilities } } }"
    data, errors, _ = await hosted.ask(query, id=hosted.outside("sch", hosted.room.school_id))
    assert not errors
    assert data["school"]["installedPlugins"] == [{"id": "vendor", "capabilities": ["COURSES", "TESTS"]}]
