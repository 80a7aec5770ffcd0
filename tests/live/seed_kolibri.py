"""Fills a live Kolibri over its own REST API: a class, learners with given `id_number`, a lesson, and known progress.

Takes a running server and what each learner has done; gives the ids that Kolibri made. It knows nothing of our
product, so that a test compares two independent sides.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.live.kolibri_server import KolibriServer

# An invented password; Kolibri lets learners in without one only when the facility says so.
LEARNER_PASSWORD = "learner-password"
TIMEOUT_S = 30.0


@dataclass(frozen=True)
class LearnerSeed:
    """A learner to make, and how far they are in resources, by the resource's title in the test channel ("c1": 1.0)."""

    id_number: str
    username: str
    full_name: str
    progress: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Resource:
    """A leaf of the content tree that a lesson can hold."""

    node_id: str
    content_id: str
    channel_id: str
    kind: str
    title: str


@dataclass(frozen=True)
class SeededClass:
    """What Kolibri made: learners by the `id_number` they were given, lesson resources in their order."""

    facility_id: str
    class_id: str
    lesson_id: str
    channel_id: str
    learner_ids: Mapping[str, str]
    resources: tuple[Resource, ...]


def seed_class(
    server: KolibriServer, name: str, learners: Sequence[LearnerSeed], titles: Sequence[str] = ("c1", "c2c2", "c2c3")
) -> SeededClass:
    """Make the class, enrol the learners, assign one lesson with the titled resources and write everybody's progress.

    The default titles are a video, a document and a sound recording of Kolibri's `content_test` fixture.
    """
    facility_id = facility(server)
    with signed_in(server, server.username, server.password) as admin:
        resources = _resources(admin, titles)
        class_id = _post(admin, "/api/auth/classroom/", {"name": name, "parent": facility_id})["id"]
        learner_ids = {learner.id_number: _learner(admin, facility_id, learner) for learner in learners}
        for learner_id in learner_ids.values():
            _post(admin, "/api/auth/membership/", {"collection": class_id, "user": learner_id})
        lesson_id = _lesson(admin, class_id, name, resources)
    for learner in learners:
        write_progress(server, learner, lesson_id, resources)
    return SeededClass(facility_id, class_id, lesson_id, resources[0].channel_id, learner_ids, resources)


def add_learner(server: KolibriServer, facility_id: str, learner: LearnerSeed) -> None:
    """Make an account that is in no class, unless it is there already."""
    with signed_in(server, server.username, server.password) as admin:
        people = _checked(admin.get("/api/auth/facilityuser/")).json()
        if learner.username not in {person["username"] for person in people}:
            _learner(admin, facility_id, learner)


def write_progress(
    server: KolibriServer,
    learner: LearnerSeed,
    lesson_id: str,
    resources: Sequence[Resource],
    time_spent_s: float = 30.0,
) -> None:
    """Open each touched resource as the learner and store how far they came; 1.0 completes it."""
    if not learner.progress:
        return
    by_title = {resource.title: resource for resource in resources}
    with signed_in(server, learner.username, LEARNER_PASSWORD) as client:
        for title, ratio in learner.progress.items():
            session_id = _open_resource(client, lesson_id, by_title[title])
            update = {"progress": ratio, "time_spent_delta": time_spent_s}
            _checked(client.put(f"/api/logger/trackprogress/{session_id}/", json=update))


def facility(server: KolibriServer) -> str:
    """Return the id of the only facility."""
    with httpx.Client(base_url=server.base_url, timeout=TIMEOUT_S) as client:
        found: list[dict[str, str]] = _checked(client.get("/api/public/v1/facility/")).json()
    return found[0]["id"]


@contextmanager
def signed_in(server: KolibriServer, username: str, password: str) -> Iterator[httpx.Client]:
    """Give a client with a session and its CSRF token, as the browser holds them."""
    with httpx.Client(base_url=server.base_url, timeout=TIMEOUT_S) as client:
        client.get("/api/auth/session/current/")
        credentials = {"username": username, "password": password, "facility": facility(server)}
        _checked(client.post("/api/auth/session/", json=credentials, headers=_csrf(client)))
        # Django changes the token at sign-in, so the header is read again.
        client.headers.update(_csrf(client))
        yield client


def _csrf(client: httpx.Client) -> dict[str, str]:
    return {"X-CSRFToken": client.cookies["kolibri_csrftoken"]}


def _resources(admin: httpx.Client, titles: Sequence[str]) -> tuple[Resource, ...]:
    nodes = _checked(admin.get("/api/public/v2/contentnode/", params={"max_results": 200})).json()["results"]
    by_title = {node["title"]: node for node in nodes if node["is_leaf"]}
    return tuple(
        Resource(node["id"], node["content_id"], node["channel_id"], node["kind"], node["title"])
        for node in (by_title[title] for title in titles)
    )


def _learner(admin: httpx.Client, facility_id: str, learner: LearnerSeed) -> str:
    person = {
        "username": learner.username,
        "full_name": learner.full_name,
        "password": LEARNER_PASSWORD,
        "id_number": learner.id_number,
        "facility": facility_id,
    }
    learner_id: str = _post(admin, "/api/auth/facilityuser/", person)["id"]
    return learner_id


def _lesson(admin: httpx.Client, class_id: str, class_name: str, resources: Sequence[Resource]) -> str:
    lesson = {
        "title": f"Сабак {class_name}",
        "description": "",
        "collection": class_id,
        "assignments": [class_id],
        "learner_ids": [],
        "created_by": _checked(admin.put("/api/auth/session/current/", json={})).json()["user_id"],
        "active": True,
        "resources": [
            {"contentnode_id": one.node_id, "content_id": one.content_id, "channel_id": one.channel_id}
            for one in resources
        ],
    }
    lesson_id: str = _post(admin, "/api/lessons/lesson/", lesson)["id"]
    return lesson_id


def _open_resource(client: httpx.Client, lesson_id: str, resource: Resource) -> str:
    # mastery_model is left out for resources that are no exercise: Kolibri answers 400 to a null.
    opened = {
        "lesson_id": lesson_id,
        "node_id": resource.node_id,
        "content_id": resource.content_id,
        "channel_id": resource.channel_id,
        "kind": resource.kind,
    }
    session_id: str = _post(client, "/api/logger/trackprogress/", opened)["session_id"]
    return session_id


def _post(client: httpx.Client, path: str, body: object) -> dict[str, Any]:
    made: dict[str, Any] = _checked(client.post(path, json=body)).json()
    return made


def _checked(answer: httpx.Response) -> httpx.Response:
    """Return the answer, or fail with Kolibri's own words: a seed that half worked would make a test lie."""
    if answer.is_error:
        message = f"{answer.request.method} {answer.request.url.path} -> {answer.status_code}: {answer.text[:500]}"
        raise AssertionError(message)
    return answer
