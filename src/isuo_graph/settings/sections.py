"""The settings themselves, section by section: unit in the name, default, bounds; the text below each says its use."""

from typing import Annotated, Final, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from isuo_graph.kit.language import Language
from isuo_graph.settings.values import Bind, DatabaseUrl, Hosts, Names, Places, WebUrl, Zone

PREFIX: Final = "ISUO_"


class Section(BaseSettings):
    """The texts under the fields are their descriptions, also in docs/settings.md."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,  # compose files pass variables that are set to nothing
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,  # a database address carries a password
        use_attribute_docstrings=True,
    )


class Place(Section):
    """Where the service stands."""

    bind: Bind = "127.0.0.1:8000"
    """Address and port to listen on; behind a proxy leave it on the loopback."""
    public_url: WebUrl = "http://127.0.0.1:8000"
    """The address people type; links, the token issuer and cookies are made from it."""
    hosts_allowed: Hosts = ()
    """Host names that requests may carry besides the one in ISUO_PUBLIC_URL; anything else is refused."""
    proxies_trusted: Places = ("127.0.0.1",)
    """Addresses of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; `*` believes everybody."""
    workers: Annotated[int, Field(ge=1, le=64)] = 1
    """Processes that answer requests; with SQLite leave it at 1, writers would only wait for each other."""
    node: Annotated[int, Field(ge=0, le=1023)] = 0
    """Number of this machine; two machines on one database need different ones, workers count up from it."""
    language: Language = Language.RU
    """Language of texts when the reader asks for none that exists."""
    zone: Zone = "Asia/Bishkek"
    """Time zone in which the school's days begin."""
    secret_key_file: str = "isuo.key"  # noqa: S105 - the name of a file, not a secret
    """File with the installation's secret, at least 32 random bytes; `isuo-graph init` makes it."""
    shutdown_grace_s: Annotated[float, Field(ge=0, le=300)] = 20
    """Seconds that running requests get to finish after SIGTERM."""
    log_format: Literal["json", "console"] = "json"
    """How log lines look: for machines or for people."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """The least important message that is logged."""


class Database(Section):
    """The database."""

    database_url: Annotated[DatabaseUrl, Field(repr=False)] = "sqlite:///isuo.db"
    """Where the data is: sqlite:///FILE (four slashes for an absolute path) or postgresql://user:password@host/name."""
    pool_min: Annotated[int, Field(ge=0, le=500)] = 2
    """Connections for reading that are kept open."""
    pool_max: Annotated[int, Field(ge=1, le=500)] = 10
    """Connections for reading per worker; the sum over workers stays below PostgreSQL's max_connections."""
    write_pool_max: Annotated[int, Field(ge=1, le=500)] = 5
    """Connections for writing per worker on PostgreSQL; SQLite always has one writer."""
    statement_timeout_ms: Annotated[int, Field(ge=100, le=600_000)] = 4_000
    """Longest run of one statement; keep it below ISUO_DEADLINE_S so that the database stops first."""
    acquire_timeout_s: Annotated[float, Field(gt=0, le=60)] = 2
    """Longest wait for a free connection; then the caller is told to come back."""
    connect_timeout_s: Annotated[float, Field(gt=0, le=60)] = 2
    """Longest wait for a new connection to be made."""
    busy_timeout_ms: Annotated[int, Field(ge=0, le=60_000)] = 2_000
    """Longest wait of SQLite for another writer."""


class Request(Section):
    """What one request may cost."""

    body_max_bytes: Annotated[int, Field(ge=1_024, le=16_777_216)] = 262_144
    """Size of a request's body."""
    deadline_s: Annotated[float, Field(gt=0, le=300)] = 10
    """Time from the first byte of a request to its answer."""
    max_depth: Annotated[int, Field(ge=1, le=100)] = 15
    """Levels of nested fields in one operation."""
    max_aliases: Annotated[int, Field(ge=0, le=1_000)] = 30
    """Aliases in one operation, fragments counted where they are used."""
    max_root_fields: Annotated[int, Field(ge=1, le=200)] = 20
    """Fields at the top of one operation; each is one statement."""
    max_directives: Annotated[int, Field(ge=0, le=1_000)] = 50
    """Directives in one operation, fragments counted where they are used."""
    max_tokens: Annotated[int, Field(ge=100, le=100_000)] = 2_000
    """Tokens of one document, counted while it is read."""
    page_default: Annotated[int, Field(ge=1, le=1_000)] = 20
    """Rows of a page when `first` is not given."""
    page_max: Annotated[int, Field(ge=1, le=1_000)] = 200
    """Largest `first`."""
    estimated_rows_max: Annotated[int, Field(ge=100, le=10_000_000)] = 10_000
    """Rows a query may be estimated to touch, nested pages multiplied."""
    summary_rows_max: Annotated[int, Field(ge=100, le=1_000_000_000)] = 5_000_000
    """The same for a summary, which reads many rows and gives few."""
    summary_k: Annotated[int, Field(ge=1, le=100)] = 5
    """Smallest group a summary shows; smaller ones are suppressed so that nobody is recognised in a count."""
    errors_listed_max: Annotated[int, Field(ge=1, le=100)] = 5
    """Errors listed in one answer; more are only counted."""
    introspection_anonymous: bool = False
    """Whether people who have not signed in may read the schema."""
    plan_cache_size: Annotated[int, Field(ge=0, le=100_000)] = 1_000
    """Compiled queries kept per worker; 0 compiles every time."""
    connections_max: Annotated[int, Field(ge=1, le=100_000)] = 900
    """Connections open at once per worker, with those that send nothing; below the limit of open files (1,024)."""
    subscriptions_max: Annotated[int, Field(ge=0, le=100_000)] = 500
    """Open subscriptions per worker."""
    in_flight_max: Annotated[int, Field(ge=1, le=10_000)] = 64
    """Requests worked on at once per worker; more wait a moment or are told to come back."""


class SignIn(Section):
    """Signing in."""

    token_issuer: Annotated[str, Field(max_length=200)] = "isuo-graph"  # noqa: S105 - a public name
    """The `iss` of our own tokens; installations that must not take each other's tokens need different ones."""
    token_audience: Annotated[str, Field(max_length=200)] = "isuo-graph"  # noqa: S105 - a public name
    """The `aud` of our own tokens."""
    token_keys_folder: str | None = None
    """Folder of token keys (*.pem: Ed25519, RSA), the last by name signs; without one a key follows from the secret."""
    access_token_s: Annotated[int, Field(ge=60, le=86_400)] = 600
    """Life of an access token; a block or a sign-out acts at once all the same."""
    refresh_token_s: Annotated[int, Field(ge=600, le=31_536_000)] = 1_209_600
    """Life of a refresh token; each use replaces it."""
    one_time_link_s: Annotated[int, Field(ge=60, le=604_800)] = 86_400
    """Life of a one-time sign-in link."""
    sign_in_failures_per_account: Annotated[int, Field(ge=1, le=1_000)] = 10
    """Failed attempts on one account within the window before it must wait."""
    sign_in_failures_per_address: Annotated[int, Field(ge=1, le=100_000)] = 100
    """Failed attempts from one address within the window; a school often shares one address."""
    sign_in_window_s: Annotated[int, Field(ge=10, le=86_400)] = 900
    """The window in which failed attempts are counted."""
    password_length_min: Annotated[int, Field(ge=8, le=64)] = 10
    """Shortest password a person may choose, in characters."""
    argon2_memory_kib: Annotated[int, Field(ge=8_192, le=1_048_576)] = 19_456
    """Memory of one password check (OWASP's choice for argon2id: 19 MiB, 2 passes, 1 lane)."""
    argon2_passes: Annotated[int, Field(ge=1, le=20)] = 2
    """Passes of one password check."""
    argon2_lanes: Annotated[int, Field(ge=1, le=16)] = 1
    """Lanes of one password check."""
    argon2_parallel_max: Annotated[int, Field(ge=1, le=64)] = 2
    """Password checks at once per worker; more wait, so that a flood of sign-ins cannot take the memory."""
    oidc_issuer: WebUrl | None = None
    """Issuer of an outside identity provider whose bearer tokens are taken; none by default."""
    oidc_audience: Annotated[str | None, Field(max_length=200)] = None
    """The audience those tokens must name."""
    oidc_jwks_url: WebUrl | None = None
    """Where the provider publishes its public keys."""
    oidc_account_claim: Annotated[str, Field(min_length=1, max_length=100)] = "preferred_username"
    """The claim of those tokens that holds the login of the account."""
    oidc_jwks_cache_s: Annotated[int, Field(ge=10, le=86_400)] = 600
    """How long the provider's keys are kept before they are asked for again."""


class Consents(Section):
    """Ages and periods of consents; the law's and the ministry's, to be changed when those change."""

    consent_majority_years: Annotated[int, Field(ge=14, le=25)] = 18
    """Age from which a student signs alone (Family Code); decisions made before are worked out anew with the next."""
    consent_wish_years: Annotated[int, Field(ge=10, le=25)] = 14
    """Age from which a student's own refusal of a psychologist counts (a guess)."""
    consent_grace_days: Annotated[int, Field(ge=0, le=366)] = 30
    """Days after coming of age in which the parents' signature still carries the school record (a guess)."""
    consent_renewal_month: Annotated[int, Field(ge=1, le=12)] = 9
    """Month in which consents for a school year end."""
    consent_renewal_day: Annotated[int, Field(ge=1, le=28)] = 1
    """Day of that month; from it on they are over."""
    consent_renewal_ahead_days: Annotated[int, Field(ge=0, le=180)] = 31
    """Consents signed so many days before the renewal are meant for the coming year (a guess)."""
    consent_share_days: Annotated[int, Field(ge=1, le=366)] = 90
    """Longest life of a consent to share chosen works by a link."""


class Upkeep(Section):
    """What is swept away when it has served."""

    sweep_every_s: Annotated[float, Field(ge=1, le=86_400)] = 3_600
    """Seconds between two sweeps of a process (a guess); of several processes one sweeps at a time."""
    sweep_rows_max: Annotated[int, Field(ge=1, le=100_000)] = 1_000
    """Rows that one statement of a sweep takes away, so that nobody waits for it long (a guess)."""
    idempotency_kept_s: Annotated[int, Field(ge=3_600, le=2_592_000)] = 86_400
    """How long a repeated call is recognised by its idempotencyKey; a day, as payment services do it."""
    sessions_kept_s: Annotated[int, Field(ge=0, le=31_536_000)] = 2_592_000
    """How long a session that is over stays in the list of sign-ins (a guess)."""


class Plugins(Section):
    """Plugins."""

    plugins_allowed: Names = ()
    """Distributions that may be loaded, each `name` or `name==version`; with `!` behind it, the start needs it."""
    plugins_folder: Annotated[str, Field(min_length=1, max_length=1_000)] = "isuo-plugins"
    """Folder in which plugins keep files of their own, one below it for each school and plugin."""
    plugin_deadline_s: Annotated[float, Field(gt=0, le=60)] = 2
    """Time a plugin gets for one batch; then its fields are null and the rest is answered."""
    plugin_parallel_max: Annotated[int, Field(ge=1, le=100)] = 8
    """Calls at once to one plugin, per worker."""
    plugin_answer_max_bytes: Annotated[int, Field(ge=1_024, le=1_073_741_824)] = 8_388_608
    """Size of one answer of a plugin."""
    plugin_breaker_failures: Annotated[int, Field(ge=1, le=1_000)] = 5
    """Failures in a row after which a plugin is left alone for a while."""
    plugin_breaker_rest_s: Annotated[float, Field(gt=0, le=3_600)] = 30
    """How long it is left alone before one call tries again."""
