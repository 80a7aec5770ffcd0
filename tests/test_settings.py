"""Settings: what the environment gives, what stops the start, and the page printed from the model."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from isuo_graph.kit.errors import BootRefused
from isuo_graph.kit.language import Language
from isuo_graph.settings import Settings, load, settings_page, variable

PAGE = Path(__file__).parents[1] / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(variable(name), raising=False)


def refusal(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BootRefused) as caught:
        load()
    return str(caught.value)


def test_without_a_variable_every_setting_has_its_default() -> None:
    assert load() == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("max_depth", 15),
        ("max_aliases", 30),
        ("max_root_fields", 20),
        ("max_directives", 50),
        ("max_tokens", 2_000),
        ("page_max", 200),
        ("page_default", 20),
        ("body_max_bytes", 262_144),
        ("estimated_rows_max", 10_000),
        ("deadline_s", 10),
        ("errors_listed_max", 5),
        ("summary_k", 5),
        ("introspection_anonymous", False),
        ("bind", "127.0.0.1:8000"),
        ("database_url", "sqlite:///isuo.db"),
        ("language", Language.RU),
    ],
)
def test_the_promised_defaults_hold(name: str, value: object) -> None:
    assert getattr(Settings(), name) == value


def test_a_variable_sets_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISUO_PAGE_MAX", "100")
    assert load().page_max == 100


def test_a_variable_set_to_nothing_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISUO_PAGE_MAX", "")
    assert load().page_max == 200


def test_names_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISUO_PLUGINS_ALLOWED", "isuo-kolibri==1.0, isuo-questionbank ,")
    assert load().plugins_allowed == ("isuo-kolibri==1.0", "isuo-questionbank")


def test_proxies_are_addresses_networks_or_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISUO_PROXIES_TRUSTED", "10.0.0.0/8, ::1, *")
    assert load().proxies_trusted == ("10.0.0.0/8", "::1", "*")


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Settings().page_max = 5  # type: ignore[misc]  # the fault under test


def test_all_faults_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = refusal(monkeypatch, ISUO_PAGE_MAX="0", ISUO_WORKERS="many", ISUO_ZONE="Mars/Base", ISUO_BNID="x")
    assert [line.split(":")[0] for line in text.splitlines()[1:]] == [
        "  - ISUO_BNID",
        "  - ISUO_PAGE_MAX",
        "  - ISUO_WORKERS",
        "  - ISUO_ZONE",
    ]


def test_a_fault_says_what_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    text = refusal(monkeypatch, ISUO_PAGE_MAX="0")
    assert "Write a whole number from 1 to 1000; the default is `200`." in text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ISUO_BIND", "8000"),
        ("ISUO_BIND", "127.0.0.1:99999"),
        ("ISUO_BIND", "127.0.0.1:0"),
        ("ISUO_BIND", "127.0.0.1:８０"),
        ("ISUO_PUBLIC_URL", "school.example"),
        ("ISUO_PUBLIC_URL", "https://[broken"),
        ("ISUO_DATABASE_URL", "mysql://host/name"),
        ("ISUO_DATABASE_URL", "sqlite:///"),
        ("ISUO_DATABASE_URL", "sqlite:///:memory:"),
        ("ISUO_DATABASE_URL", "postgresql://isuo@host"),
        ("ISUO_DATABASE_URL", "postgresql://isuo:hunter#2@host/isuo"),
        ("ISUO_DATABASE_URL", "postgresql://isuo@host:99999/isuo"),
        ("ISUO_HOSTS_ALLOWED", "https://school.example"),
        ("ISUO_HOSTS_ALLOWED", "school.example:443"),
        ("ISUO_PROXIES_TRUSTED", "nginx"),
        ("ISUO_PROXIES_TRUSTED", "10.0.0.1/8"),
        ("ISUO_ZONE", "../etc/passwd"),
        ("ISUO_LANGUAGE", "de"),
        ("ISUO_DEADLINE_S", "nan"),
        ("ISUO_DEADLINE_S", "0"),
        ("ISUO_INTROSPECTION_ANONYMOUS", "perhaps"),
        ("ISUO_LOG_LEVEL", "loud"),
        ("ISUO_OIDC_JWKS_URL", "ftp://keys"),
    ],
)
def test_a_wrong_value_stops_the_start_with_its_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert f"- {name}: " in refusal(monkeypatch, **{name: value})


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"ISUO_PAGE_DEFAULT": "300"}, "ISUO_PAGE_DEFAULT must not be above ISUO_PAGE_MAX"),
        ({"ISUO_POOL_MIN": "20"}, "ISUO_POOL_MIN must not be above ISUO_POOL_MAX"),
        ({"ISUO_STATEMENT_TIMEOUT_MS": "10000"}, "ISUO_STATEMENT_TIMEOUT_MS must be below ISUO_DEADLINE_S"),
        ({"ISUO_ACCESS_TOKEN_S": "86400", "ISUO_REFRESH_TOKEN_S": "86400"}, "ISUO_ACCESS_TOKEN_S must be below"),
        ({"ISUO_OIDC_ISSUER": "https://id.example"}, "ISUO_OIDC_JWKS_URL go together"),
    ],
)
def test_values_that_contradict_each_other_stop_the_start(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], named: str
) -> None:
    assert named in refusal(monkeypatch, **environment)


def test_a_refusal_never_shows_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "s3cret" not in refusal(monkeypatch, ISUO_DATABASE_URL="mysql://isuo:s3cret@host/name")


def test_printed_settings_never_show_a_password() -> None:
    assert "s3cret" not in repr(Settings(database_url="postgresql://isuo:s3cret@host/name"))


def test_an_unknown_variable_is_refused_with_the_nearest_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "ISUO_DATABSE_URL: no such setting; did you mean ISUO_DATABASE_URL?" in refusal(
        monkeypatch, ISUO_DATABSE_URL="sqlite:///other.db"
    )


def test_the_tests_own_variables_are_not_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISUO_TEST_PG", "postgresql://host/name")
    assert load() == Settings()


def test_the_committed_page_is_the_printed_one() -> None:
    assert PAGE.read_text(encoding="utf-8") == settings_page()


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_stands_on_the_page_with_its_use(name: str) -> None:
    assert f"| `{variable(name)}` |" in settings_page()
    assert Settings.model_fields[name].description
