"""Every setting that comes from the environment, parsed strictly; docs/settings.md lists them."""

from dataclasses import dataclass
from email.utils import parseaddr
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import dj_email_url  # type: ignore[import-untyped]
from environs import Env, EnvError, ValidationError, validate

PROJECT = Path(__file__).resolve().parent.parent
_MAIL_SCHEMES = {"smtp", "submission"}
_IS_RATE = validate.Regexp(
    r"([1-9]\d{0,8}/(second|minute|hour|day))?\Z",
    error="must be a rate such as 600/minute, or empty for no limit",
)


class WrongSetting(ValueError):
    """An environment variable holds a value that cannot be used; the message names it."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The environment's settings, checked."""

    secret_key: str | None
    secret_key_fallbacks: list[str]
    debug: bool
    https_only: bool
    hsts_subdomains: bool
    allowed_hosts: list[str]
    csrf_trusted_origins: list[str]
    data_dir: Path
    database: dict[str, Any]
    redis_url: str
    opensearch_url: str
    opensearch_user: str
    opensearch_password: str
    opensearch_verify_certs: bool
    search_alias: str
    search_timeout: float
    log_level: str
    upload_limit_mb: int
    ocr: bool
    api_rate: str
    suggestions_rate: str
    export_rate: str
    feed_rate: str
    token_failures_rate: str
    export_limit: int
    export_limit_signed_in: int
    trusted_proxies: list[str]
    portal_url: str
    mail_url: dict[str, Any] | None
    mail_from: str
    open_to_strangers: bool
    sign_up: str
    staff_mfa: bool
    recent_searches: bool


def read_environment() -> Environment:
    """Read and check the process's environment.

    Raises:
        WrongSetting: a variable is missing or not of its form; the message names each one.
    """
    env = Env(eager=False)
    not_empty = validate.Length(min=1, error="must not be empty")
    data_dir = Path(env.str("DATA_DIR", str(PROJECT / "var"), validate=not_empty) or "").absolute()
    # What `make run` started writes here, so that commands typed in another terminal meet the same services.
    env.read_env(str(data_dir / "portal.env"), recurse=False)
    at_least_one = validate.Range(min=1)
    values: dict[str, Any] = {
        "secret_key_fallbacks": env.list("SECRET_KEY_FALLBACKS", []),
        "debug": env.bool("DEBUG", False),
        "https_only": env.bool("HTTPS_ONLY", True),
        "hsts_subdomains": env.bool("HSTS_SUBDOMAINS", True),
        "allowed_hosts": env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"]),
        "csrf_trusted_origins": env.list("CSRF_TRUSTED_ORIGINS", []),
        "data_dir": data_dir,
        # Connections stay open: every page asks the database something, and opening one takes longer.
        "database": env.dj_db_url(
            "DATABASE_URL",
            f"sqlite:///{quote(str(data_dir / 'portal.sqlite3'))}",
            conn_max_age=600,
            conn_health_checks=True,
        ),
        "redis_url": env.str("REDIS_URL", "redis://127.0.0.1:6379/0", validate=_scheme("redis", "rediss")),
        "opensearch_url": env.str(
            "OPENSEARCH_URL", "http://127.0.0.1:9200", validate=_scheme("http", "https")
        ),
        "opensearch_user": env.str("OPENSEARCH_USER", ""),
        "opensearch_password": env.str("OPENSEARCH_PASSWORD", ""),
        "opensearch_verify_certs": env.bool("OPENSEARCH_VERIFY_CERTS", True),
        "search_alias": env.str(
            "SEARCH_ALIAS",
            "imrportal-determinations",
            validate=validate.Regexp(
                r"[a-z][a-z0-9_-]{0,99}\Z", error="must be lower-case letters, digits, - and _"
            ),
        ),
        "search_timeout": env.float("SEARCH_TIMEOUT", 3.0, validate=validate.Range(min=0.1, max=60)),
        "log_level": env.str(
            "LOG_LEVEL", "INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"])
        ),
        "upload_limit_mb": env.int("UPLOAD_LIMIT_MB", 512, validate=at_least_one),
        "ocr": env.bool("OCR", False),
        "api_rate": env.str("API_RATE", "600/minute", validate=_IS_RATE),
        "suggestions_rate": env.str("SUGGESTIONS_RATE", "1200/minute", validate=_IS_RATE),
        "export_rate": env.str("EXPORT_RATE", "12/minute", validate=_IS_RATE),
        "feed_rate": env.str("FEED_RATE", "60/minute", validate=_IS_RATE),
        "token_failures_rate": env.str("TOKEN_FAILURES_RATE", "60/minute", validate=_IS_RATE),
        "export_limit": env.int("EXPORT_LIMIT", 10_000, validate=at_least_one),
        "export_limit_signed_in": env.int("EXPORT_LIMIT_SIGNED_IN", 100_000, validate=at_least_one),
        "trusted_proxies": env.list("TRUSTED_PROXIES", [], validate=_are_networks),
        "portal_url": env.str(
            "PORTAL_URL", "http://127.0.0.1:8000", validate=_scheme("http", "https")
        ).rstrip("/"),
        # Empty: into a folder, which the staff's pages show.
        "mail_url": _mail_server(env.str("MAIL_URL", "", validate=_is_mail_server)),
        "mail_from": env.str("MAIL_FROM", "imrportal <portal@localhost>", validate=_is_sender),
        "open_to_strangers": env.bool("OPEN_TO_STRANGERS", True),
        "sign_up": env.str("SIGN_UP", "open", validate=validate.OneOf(["open", "invitation", "closed"])),
        "staff_mfa": env.bool("STAFF_MFA", True),
        "recent_searches": env.bool("RECENT_SEARCHES", True),
    }
    values["secret_key"] = env.str(
        "SECRET_KEY", None, validate=validate.Length(min=32, error="must be at least 32 random characters")
    )
    try:
        env.seal()
    except EnvError as error:
        raise WrongSetting(f"{error}. docs/settings.md lists every setting.") from error
    return Environment(**values)


def require_secret_key(environment: Environment) -> None:
    """Refuse to serve pages with a key that dies with the process.

    Raises:
        WrongSetting: SECRET_KEY is not set.
    """
    if environment.secret_key is None:
        raise WrongSetting(
            "SECRET_KEY is not set: set it to at least 32 random characters, the same for every process."
            " `make run` does so by itself; docs/settings.md lists every setting."
        )


def _are_networks(texts: list[str]) -> None:
    for text in texts:
        try:
            ip_network(text)
        except ValueError as error:
            raise ValidationError(f"{error}: must be addresses or networks, such as 10.0.0.0/8") from error


def _is_mail_server(text: str) -> None:
    if not text:
        return
    address = urlsplit(text)
    try:
        is_server = bool(address.scheme in _MAIL_SCHEMES and address.hostname and dj_email_url.parse(text))
    except ValueError:
        is_server = False
    if not is_server:
        raise ValidationError(
            "must be a mail server such as submission://user:password@mail.example.org:587 (STARTTLS),"
            " smtp://user:password@mail.example.org:465/?ssl=true or smtp://localhost:25"
        )


def _is_sender(text: str) -> None:
    address = parseaddr(text)[1]
    name, _, host = address.rpartition("@")
    if not name or not host or not address.isascii() or not text.isprintable():
        raise ValidationError("must be an address such as imrportal <portal@example.org>")


def _mail_server(text: str | None) -> dict[str, Any] | None:
    """The parts of a mail server's address; None where there is none, or a wrong one, which is reported."""
    try:
        _is_mail_server(text or "")
    except ValidationError:
        return None
    return dict(dj_email_url.parse(text)) if text else None


def _scheme(*schemes: str) -> validate.URL:
    return validate.URL(schemes=set(schemes), require_tld=False)
