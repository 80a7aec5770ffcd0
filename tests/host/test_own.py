"""Fields that a plugin adds to students itself: asked by the gate, with pairwise names, of those who consented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from tests.host.hosted import Hosted

from isuo_graph import sdk
from isuo_graph.graph.catalogue import Field, Scalar
from isuo_graph.graph.fields import Live
from isuo_graph.host import own
from isuo_graph.host.consent import NoConsent
from isuo_graph.host.house import Errand
from isuo_graph.host.running import Circumstances
from isuo_graph.host.trouble import PluginFailed, Trouble
from isuo_graph.policy.guard import Guard
from isuo_graph.policy.rights import Category


async def answered(hosted: Hosted, answer: Any) -> Sequence[Any]:  # noqa: ANN401 - the plugin's function
    kind = Live("vendor", answer, ("id", "school_id"))
    guard = Guard("Learning", Category.LEARNING)
    field = Field("vendorMood", guard, kind, "", scalar=Scalar.STRING, room="vendor")
    settings = await hosted.host.settings_at({hosted.room.school_id})
    errand = Errand(hosted.host, Circumstances(), frozenset(), settings)
    rows = [{"id": str(one), "school_id": str(hosted.room.school_id)} for one in hosted.students]
    return await own.resolve(field, errand, rows, {})


async def test_plugin_sees_pseudonyms_and_answers_for_each(hosted: Hosted) -> None:
    async def answer(call: sdk.Call, learners: Sequence[sdk.Learner], arguments: Mapping[str, Any]) -> list[str]:
        return [one.pseudonym for one in learners]

    names = await hosted.pseudonyms()
    assert list(await answered(hosted, answer))[:2] == [names[one] for one in hosted.students[:2]]


async def test_student_without_consent_has_no_value(hosted: Hosted) -> None:
    async def answer(call: sdk.Call, learners: Sequence[sdk.Learner], arguments: Mapping[str, Any]) -> list[str]:
        return ["жакшы" for _ in learners]

    assert isinstance((await answered(hosted, answer))[2], NoConsent)


@pytest.mark.parametrize("lie", [["x"], [1, 2], None])
async def test_wrong_answer_is_malformed(hosted: Hosted, lie: object) -> None:
    async def answer(call: sdk.Call, learners: Sequence[sdk.Learner], arguments: Mapping[str, Any]) -> object:
        return lie

    found = (await answered(hosted, answer))[0]
    assert isinstance(found, PluginFailed)
    assert found.trouble is Trouble.MALFORMED
