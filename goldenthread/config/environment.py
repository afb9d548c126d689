"""Reads the environment once and refuses settings that would be unsafe.

Nothing here has a default that is safe only on a developer's machine: without GOLDENTHREAD_ENV the product takes itself
to be in production and asks for what production needs."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ENVIRONMENTS = ("production", "local", "demo", "test")
# Set by commands that serve nobody (import, migrate): they need no secret of their own and no host names.
SERVES_NOBODY = "GOLDENTHREAD_SERVES_NOBODY"


class UnsafeSettings(ImproperlyConfigured):
    """The environment asks for something this product will not start with; the message says what to set."""


def environment() -> str:
    """'production' (the default), 'local' (one's own machine, answering nobody else), 'demo' or 'test'."""
    chosen = os.environ.get("GOLDENTHREAD_ENV", "production")
    if chosen not in ENVIRONMENTS:
        raise UnsafeSettings(f"GOLDENTHREAD_ENV is {chosen!r}; it must be one of {', '.join(ENVIRONMENTS)}.")
    return chosen


def home() -> Path:
    """The folder for the embedded database, uploads and the demo's own secret. GOLDENTHREAD_HOME, else ./var."""
    return Path(os.environ.get("GOLDENTHREAD_HOME", "var")).resolve()


def secret_key(env: str) -> str:
    """Production: from GOLDENTHREAD_SECRET_KEY, 50 characters or more. Local and demo: made once and kept at home."""
    key = os.environ.get("GOLDENTHREAD_SECRET_KEY", "")
    if env == "production":
        if not key and os.environ.get(SERVES_NOBODY):
            return secrets.token_urlsafe(50)  # good for this command alone
        if len(key) < 50 or len(set(key)) < 10 or "insecure" in key:
            raise UnsafeSettings(
                "Set GOLDENTHREAD_SECRET_KEY to at least 50 random characters. "
                "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
            )
        return key
    if key or env == "test":
        return key or "a key for tests only, never a real secret 0123456789"
    return _kept_secret(home() / f"{env}-secret-key")


def _kept_secret(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text().strip()


def allowed_hosts(env: str) -> list[str]:
    """GOLDENTHREAD_ALLOWED_HOSTS, comma separated. Production must name them and may not use '*'."""
    hosts = [h.strip() for h in os.environ.get("GOLDENTHREAD_ALLOWED_HOSTS", "").split(",") if h.strip()]
    if env == "production":
        if not hosts and os.environ.get(SERVES_NOBODY):
            return []  # which answers every request with an error
        if not hosts or any("*" in h for h in hosts):
            raise UnsafeSettings(
                "Set GOLDENTHREAD_ALLOWED_HOSTS to the host names this service answers to, "
                "separated by commas (no '*')."
            )
        return hosts
    return hosts or ["localhost", "127.0.0.1", "[::1]", "testserver"]


def is_behind_proxy() -> bool:
    """Whether a proxy in front ends TLS and sets X-Forwarded-Proto itself: GOLDENTHREAD_BEHIND_PROXY=1."""
    return os.environ.get("GOLDENTHREAD_BEHIND_PROXY", "") == "1"


def trusted_proxies(env: str) -> int:
    """How many proxies in front add to X-Forwarded-For: GOLDENTHREAD_TRUSTED_PROXIES, 0 to 9; 0 where not set.

    Raises UnsafeSettings for anything else, and in production behind a proxy where it is not set: every visitor would
    then seem to be the proxy, and a few wrong tries of one would lock everybody out.
    """
    given = os.environ.get("GOLDENTHREAD_TRUSTED_PROXIES", "")
    if not given and env == "production" and is_behind_proxy() and not os.environ.get(SERVES_NOBODY):
        raise UnsafeSettings(
            "Set GOLDENTHREAD_TRUSTED_PROXIES to how many proxies in front add the address they heard from to "
            "X-Forwarded-For (1 for a single proxy that does). Without it everybody shares one limit on wrong tries."
        )
    if given and not (len(given) == 1 and given.isascii() and given.isdigit()):
        raise UnsafeSettings(f"GOLDENTHREAD_TRUSTED_PROXIES is {given!r}; it must be a number from 0 to 9.")
    return int(given or "0")


def clamd() -> str:
    """Where clamd listens, to scan what people send: GOLDENTHREAD_CLAMD, tcp://host:port or unix:///path; blank: none.

    Raises UnsafeSettings for anything else: a mistyped address must not pass for no scanner.
    """
    where = os.environ.get("GOLDENTHREAD_CLAMD", "").strip()
    parts = urlsplit(where)
    try:
        is_tcp = parts.scheme == "tcp" and bool(parts.hostname and parts.port) and not parts.path
    except ValueError:  # a port that is no number
        is_tcp = False
    is_unix = parts.scheme == "unix" and not parts.netloc and parts.path.startswith("/")
    if where and not (is_tcp or is_unix):
        raise UnsafeSettings(
            f"GOLDENTHREAD_CLAMD is {where!r}; it must be tcp://host:port or unix:///path, or not set."
        )
    return where


def refuse_debug(env: str) -> None:
    """Debug pages show settings and children's data; they cannot be switched on in production."""
    if env == "production" and os.environ.get("GOLDENTHREAD_DEBUG", "") not in ("", "0"):
        raise UnsafeSettings("GOLDENTHREAD_DEBUG cannot be on in production. Unset it.")


def database() -> dict[str, object]:
    """Django's settings for the database DATABASE_URL names: `sqlite:///path` (default) or `postgresql://...`.

    Raises UnsafeSettings for anything else.
    """
    url = os.environ.get("DATABASE_URL", "") or f"sqlite:///{home() / 'goldenthread.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path[1:] if parts.path.startswith("//") else parts.path)
    if parts.scheme in ("postgres", "postgresql"):
        return _postgresql(parts)
    raise UnsafeSettings(f"DATABASE_URL begins with {parts.scheme!r}; it must be sqlite:// or postgresql://.")


def _sqlite(path: str) -> dict[str, object]:
    if path != ":memory:":
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        except OSError as refused:
            raise UnsafeSettings(f"The folder {Path(path).parent} cannot be made: {refused.strerror}.") from None
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # IMMEDIATE takes the write lock at the start: two writers queue instead of failing midway.
            "transaction_mode": "IMMEDIATE",
            "timeout": 90,  # seconds: bringing in a large return holds the one write lock for most of a minute
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;"
            ),
        },
    }


def _postgresql(parts) -> dict[str, object]:
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "goldenthread",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A socket folder can be given as ?host=/path, as libpq does.
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "") or ""),
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 8, "timeout": 20},
            # Compiling a query takes PostgreSQL a second; ours take a tenth. `?options=` in the address says otherwise.
            "options": "-c jit=off",
            **query,
        },
    }
