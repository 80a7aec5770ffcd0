"""How answers look: status, type, language, masked errors, protecting headers."""

from __future__ import annotations

import httpx
import pytest
from tests.web.small_school import Served

GRAPHQL, JSON = "application/graphql-response+json", "application/json"


def ask(client: httpx.Client, text: str, **headers: str) -> httpx.Response:
    return client.post("/graphql", json={"query": text}, headers=headers)


def error(response: httpx.Response) -> dict[str, object]:
    found = response.json()["errors"][0]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", JSON),
        ("*/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{JSON}, {GRAPHQL};q=0.5", JSON),
        (f"{GRAPHQL};q=0", JSON),
        ("text/html", JSON),
        (f"{GRAPHQL};q=x, */*", JSON),
    ],
)
def test_answer_comes_in_the_form_asked_for(client: httpx.Client, accept: str, kind: str) -> None:
    response = ask(client, "{ students { name } }", accept=accept)
    assert response.headers["content-type"] == f"{kind}; charset=utf-8"


@pytest.mark.parametrize("text", ["{", "{ nothing }", "query ($a: Int!) { students(first: $a) { name } }"])
def test_refused_document_is_400_in_the_newer_form_and_200_in_the_older(client: httpx.Client, text: str) -> None:
    assert [ask(client, text, accept=kind).status_code for kind in (GRAPHQL, JSON)] == [400, 200]


@pytest.mark.parametrize("kind", [GRAPHQL, JSON])
def test_failed_field_is_200_with_the_rest_of_the_data(client: httpx.Client, kind: str) -> None:
    response = ask(client, "{ broken students(first: 1) { grade } }", accept=kind)
    assert (response.status_code, response.json()["data"]) == (200, {"broken": None, "students": [{"grade": 5}]})


def test_mistake_of_ours_is_masked(client: httpx.Client) -> None:
    response = ask(client, "{ broken }")
    assert "hunter2" not in response.text
    assert error(response)["extensions"]["code"] == "INTERNAL"  # type: ignore[index] # JSON


def test_request_id_of_an_error_is_the_one_in_the_header(client: httpx.Client) -> None:
    response = ask(client, "{ broken }")
    assert error(response)["extensions"]["requestId"] == response.headers["x-request-id"]  # type: ignore[index] # JSON


def test_refusal_of_a_field_keeps_its_code(client: httpx.Client) -> None:
    assert error(ask(client, "{ forbidden }"))["extensions"]["code"] == "FORBIDDEN_ACT"  # type: ignore[index] # JSON


@pytest.mark.parametrize(
    ("language", "words"),
    [("ky", "укугуңуз жок"), ("ru-RU,ru;q=0.9", "нет права"), ("en", "may not"), ("xx", "нет права")],
)
def test_message_is_in_the_readers_language(client: httpx.Client, language: str, words: str) -> None:
    assert words in str(error(ask(client, "{ forbidden }", **{"accept-language": language}))["message"])


def test_refusal_before_the_document_is_in_the_readers_language(client: httpx.Client) -> None:
    response = client.post("/graphql", content=b"1", headers={"content-type": JSON, "accept-language": "en"})
    assert error(response)["message"] == "The request body must be a JSON object."


@pytest.mark.parametrize(
    "text",
    [
        "{ students { nam } }",
        "{ student { name } }",
        "{ students(firs: 1) { name } }",
        "{ students }",
        "{ ...F } fragment F on Quer { broken }",
        "query ($a: Strin) { broken }",
        "{ students @inclde(if: true) { name } }",
        "{ found(where: {nam: 1}) }",
        "{ found(where: {shift: FIRS}) }",
    ],
)
def test_strangers_get_no_hints_about_the_schema(client: httpx.Client, text: str) -> None:
    assert "Did you mean" not in ask(client, text).text


def test_people_who_have_signed_in_get_hints(client: httpx.Client, served: Served) -> None:
    response = ask(client, "{ students { nam } }", authorization=f"Bearer {served.token()}")
    assert "Did you mean 'name'?" in str(error(response)["message"])


def test_at_most_five_errors_are_listed(client: httpx.Client) -> None:
    answer = ask(client, "{ " + " ".join(f"n{number}" for number in range(9)) + " }").json()
    assert (len(answer["errors"]), answer["extensions"]["errorsOmitted"]) == (5, 4)


def test_text_of_the_database_goes_out_as_it_is(client: httpx.Client) -> None:
    assert '{"written":{"by": "the database"}}' in ask(client, "{ written }").text


def test_database_that_is_away_is_503_with_a_time_to_come_back(client: httpx.Client, served: Served) -> None:
    served.people.is_silent = True
    try:
        assert client.get("/readyz").status_code == 503
    finally:
        served.people.is_silent = False


def test_readiness_tells_nothing_about_the_database(client: httpx.Client, served: Served) -> None:
    served.people.is_silent = True
    try:
        assert client.get("/readyz").json() == {"status": "unavailable"}
    finally:
        served.people.is_silent = False


def test_named_operation_is_the_one_that_runs(client: httpx.Client) -> None:
    body = {"query": "query A { broken } query B { students(first: 1) { grade } }", "operationName": "B"}
    assert client.post("/graphql", json=body).json() == {"data": {"students": [{"grade": 5}]}}


def test_published_document_is_answered_by_its_id(client: httpx.Client) -> None:
    assert client.post("/graphql", json={"documentId": "names"}).json()["data"]["students"]


def test_unknown_document_is_not_found(client: httpx.Client) -> None:
    response = client.post("/graphql", json={"documentId": "nowhere"})
    assert (response.status_code, error(response)["extensions"]["code"]) == (404, "DOCUMENT_NOT_FOUND")  # type: ignore[index] # JSON


def test_query_over_get_is_answered(client: httpx.Client) -> None:
    parameters = {"query": "query ($n: Int!) { students(first: $n) { grade } }", "variables": '{"n": 1}'}
    assert client.get("/graphql", params=parameters).json() == {"data": {"students": [{"grade": 5}]}}


def test_subscription_over_plain_http_is_refused(client: httpx.Client) -> None:
    response = ask(client, "subscription { ticks }", accept=GRAPHQL)
    assert response.status_code in {400, 405}


def test_protecting_header_is_there_once(client: httpx.Client) -> None:
    assert len(client.get("/healthz").headers.get_list("x-content-type-options")) == 1


@pytest.mark.parametrize("path", ["/graphql", "/healthz", "/nowhere"])
def test_every_answer_carries_protecting_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_health_is_told_without_a_known_host(client: httpx.Client) -> None:
    assert client.get("/healthz", headers={"host": "10.0.0.7"}).json() == {"status": "alive"}


def test_numbers_name_routes_and_never_what_was_asked(client: httpx.Client) -> None:
    client.get("/secret-path")
    text = client.get("/metrics").text
    assert 'isuo_requests_total{route="/graphql"' in text
    assert "secret-path" not in text


def test_schema_is_printed_for_people_who_have_signed_in(client: httpx.Client, served: Served) -> None:
    headers = {"authorization": f"Bearer {served.token()}"}
    assert "type Query" in client.get("/schema.graphql", headers=headers).text


def test_schema_is_not_printed_for_strangers(client: httpx.Client) -> None:
    assert client.get("/schema.graphql").status_code == 401


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer x", "Bearer a.b.c", "Basic YTpi", "Token x", "Bearer " + "a" * 9_000]
)
def test_wrong_token_is_refused_before_the_document_is_read(client: httpx.Client, header: str) -> None:
    response = client.post(
        "/graphql", content=b"not even JSON", headers={"content-type": JSON, "authorization": header}
    )
    assert (response.status_code, response.headers["www-authenticate"]) == (401, "Bearer")


def test_ended_session_is_refused_on_the_next_request(client: httpx.Client, served: Served) -> None:
    headers = {"authorization": f"Bearer {served.token(501)}"}
    before = ask(client, "{ students { name } }", **headers).status_code
    served.people.ended.add(501)
    assert (before, ask(client, "{ students { name } }", **headers).status_code) == (200, 401)
