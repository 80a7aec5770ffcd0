"""A server that is late, broken or lying gives contract errors with place and reason, never a secret or a crash."""

import asyncio
import gzip
import logging
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from plugins.kolibri.tests.recorded_kolibri import (
    CHANNEL_ID,
    EMPTY_CLASS_ID,
    PASSWORD,
    USERS,
    Fault,
    RecordedKolibri,
    answering,
    silent,
)
from starlette.requests import Request
from starlette.responses import Response

from isuo_graph.sdk import (
    BadConfig,
    Call,
    Context,
    CourseKey,
    CourseProvider,
    Deadline,
    Failed,
    FailureCode,
    Learner,
    Locale,
    PageRequest,
    PluginError,
    RateLimited,
    Unauthorized,
    Unavailable,
)
from isuo_kolibri import KolibriPlugin
from isuo_kolibri.transport import Transport

Calls = Callable[[], Call]
CHANNELS = "/api/content/channel/"
SUMMARY = "/coach/api/classsummary/"
LOGIN_PAGE = "<!doctype html><html><body>Sign in</body></html>"

FAULTS: dict[str, tuple[Fault, str]] = {
    "500": (answering("<h1>Server Error (500)</h1>", 500, content_type="text/html"), "status 500"),
    "503": (answering("", 503), "status 503"),
    "garbage": (answering(b"\xff{["), "json_invalid"),
    "another shape": (answering('{"detail": "no"}'), "the whole answer"),
    "a lying field": (answering('[{"id": 7, "name": "secret name"}]'), "0.id"),
    "a sign-in page": (answering(LOGIN_PAGE, 200, content_type="text/html; charset=utf-8"), "text/html"),
    "a redirect": (answering("", 302, location="http://127.0.0.1:9/elsewhere"), "a redirect"),
    "compressed": (answering(gzip.compress(b"[]"), 200, content_encoding="gzip"), "compressed"),
    "too large": (answering(b" " * (8 * 1024 * 1024 + 1)), "more than"),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_a_bad_answer_is_unavailable_with_its_reason(
    name: str, courses: CourseProvider, call: Calls, kolibri: RecordedKolibri
) -> None:
    fault, reason = FAULTS[name]
    kolibri.faults[CHANNELS] = fault
    with pytest.raises(Unavailable, match=reason) as caught:
        await courses.catalogue(call(), PageRequest())
    assert CHANNELS in str(caught.value)


async def test_a_server_that_asks_to_slow_down_is_heard(
    courses: CourseProvider, call: Calls, kolibri: RecordedKolibri
) -> None:
    kolibri.faults[CHANNELS] = answering("{}", 429)
    with pytest.raises(RateLimited):
        await courses.catalogue(call(), PageRequest())


async def test_a_value_of_a_bad_answer_is_not_quoted(
    courses: CourseProvider, call: Calls, kolibri: RecordedKolibri
) -> None:
    kolibri.faults[CHANNELS] = answering('[{"id": "secret name"}]')
    with pytest.raises(Unavailable) as caught:
        await courses.catalogue(call(), PageRequest())
    assert "secret name" not in "".join(traceback.format_exception(caught.value))


async def test_a_slow_answer_ends_at_the_deadline(courses: CourseProvider, kolibri: RecordedKolibri) -> None:
    kolibri.faults[CHANNELS] = silent(2)
    began = time.monotonic()
    with pytest.raises(Unavailable, match="deadline"):
        await courses.catalogue(Call(school="s", locale=Locale.RU, deadline=Deadline.after(0.2)), PageRequest())
    assert time.monotonic() - began < 1


async def test_a_server_that_is_gone_is_unavailable(
    courses: CourseProvider, call: Calls, kolibri: RecordedKolibri, config: dict[str, str], tmp_path: Path
) -> None:
    plugin = KolibriPlugin()
    with pytest.raises(Unavailable, match="ConnectError"):
        await plugin.open({**config, "base_url": "http://127.0.0.1:9"}, Context(school="s", folder=tmp_path))
    await plugin.close()


async def test_cancellation_passes(courses: CourseProvider, call: Calls, kolibri: RecordedKolibri) -> None:
    kolibri.faults[CHANNELS] = silent(2)
    task = asyncio.create_task(_catalogue(courses, call()))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_one_broken_class_fails_its_own_learners_alone(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    kolibri.members.add((EMPTY_CLASS_ID, USERS["pw-aaaa0004"]))
    kolibri.faults[f"{SUMMARY}{EMPTY_CLASS_ID}/"] = answering("", 500)
    inside, outside = await courses.enrolments(call(), [learners["ahead"], learners["outside"]])
    assert isinstance(inside, tuple)
    assert isinstance(outside, Failed)
    assert outside.code is FailureCode.UNAVAILABLE


async def test_when_every_class_is_broken_the_call_is(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    kolibri.faults[SUMMARY] = answering("", 500)
    with pytest.raises(Unavailable):
        await courses.progress(call(), [CourseKey(learners["ahead"], CHANNEL_ID)])


async def test_one_broken_channel_fails_alone(courses: CourseProvider, call: Calls, kolibri: RecordedKolibri) -> None:
    kolibri.faults["/api/public/v2/contentnode/"] = answering("", 500)
    failed, unknown = await courses.modules(call(), [CHANNEL_ID, "unknown"])
    assert isinstance(failed, Failed)
    assert unknown is None


async def test_pages_without_end_are_refused(courses: CourseProvider, call: Calls, kolibri: RecordedKolibri) -> None:
    kolibri.faults["/api/public/v2/contentnode/"] = answering('{"more": {"cursor": "again"}, "results": []}')
    [failed] = await courses.modules(call(), [CHANNEL_ID])
    assert isinstance(failed, Failed)
    assert "pages" in failed.message


@pytest.mark.parametrize(
    ("setting", "wrong", "error"),
    [
        ("password", "a-wrong-one", Unauthorized),
        ("username", "nobody", Unauthorized),
        ("facility", "Another school", BadConfig),
        ("base_url", "ftp://127.0.0.1", BadConfig),
        ("base_url", "http://user:pass@127.0.0.1", BadConfig),
        ("base_url", "http://[", BadConfig),
        ("username", "", BadConfig),
        ("colour", "red", BadConfig),
    ],
)
async def test_a_wrong_setting_is_refused_at_opening_without_telling_a_secret(
    setting: str, wrong: str, error: type[PluginError], config: dict[str, str], tmp_path: Path
) -> None:
    plugin = KolibriPlugin()
    with pytest.raises(error) as caught:
        await plugin.open({**config, setting: wrong}, Context(school="s", folder=tmp_path))
    await plugin.close()
    told = "".join(traceback.format_exception(caught.value))
    assert PASSWORD not in told
    assert "a-wrong-one" not in told


async def test_the_password_is_in_no_log_and_no_representation(
    config: dict[str, str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    plugin = KolibriPlugin()
    providers = await plugin.open(config, Context(school="s", folder=tmp_path))
    await plugin.close()
    assert PASSWORD not in f"{caplog.text} {providers!r} {vars(plugin)!r}"


async def test_no_more_calls_run_at_once_than_allowed(kolibri: RecordedKolibri) -> None:
    running, most = 0, 0

    async def counted(request: Request) -> Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02)
        running -= 1
        return await answering("[]")(request)

    kolibri.faults[CHANNELS] = counted
    transport = Transport(kolibri.base_url, concurrency=2)
    await asyncio.gather(*(transport.exchange("GET", CHANNELS, Deadline.after(5)) for _ in range(8)))
    await transport.close()
    assert most == 2


async def _catalogue(courses: CourseProvider, call: Call) -> None:
    await courses.catalogue(call, PageRequest())
