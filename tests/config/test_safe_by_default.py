"""Production refuses to start unsafe, and the demonstration's doors do not exist there."""

from __future__ import annotations

import subprocess
import sys

import pytest

KEY = "k8Zr2Qw9Xv4Lm7Tn1Bc6Yh3Jd5Gf0Ps8Aq2We4Rt6Uy1Io3Pz5"
SAFE = {
    "GOLDENTHREAD_SECRET_KEY": KEY,
    "GOLDENTHREAD_ALLOWED_HOSTS": "send.example.test",
    "DATABASE_URL": "sqlite:///:memory:",
}


def start(code: str, environment: dict[str, str], tmp_path: object) -> subprocess.CompletedProcess[str]:
    settings = {
        "PATH": "/usr/bin:/bin",
        "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
        "GOLDENTHREAD_HOME": str(tmp_path),
    }
    return subprocess.run(
        [sys.executable, "-c", code], env={**settings, **environment}, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"GOLDENTHREAD_SECRET_KEY": ""}, "GOLDENTHREAD_SECRET_KEY"),
        ({"GOLDENTHREAD_SECRET_KEY": "short"}, "GOLDENTHREAD_SECRET_KEY"),
        ({"GOLDENTHREAD_SECRET_KEY": "a" * 60}, "GOLDENTHREAD_SECRET_KEY"),
        ({"GOLDENTHREAD_ALLOWED_HOSTS": ""}, "GOLDENTHREAD_ALLOWED_HOSTS"),
        ({"GOLDENTHREAD_ALLOWED_HOSTS": "*"}, "GOLDENTHREAD_ALLOWED_HOSTS"),
        ({"GOLDENTHREAD_ALLOWED_HOSTS": "*.example.test"}, "GOLDENTHREAD_ALLOWED_HOSTS"),
        ({"GOLDENTHREAD_DEBUG": "1"}, "GOLDENTHREAD_DEBUG"),
        ({"GOLDENTHREAD_ENV": "development"}, "GOLDENTHREAD_ENV"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL"),
        ({"GOLDENTHREAD_BEHIND_PROXY": "1"}, "GOLDENTHREAD_TRUSTED_PROXIES"),
        ({"GOLDENTHREAD_CLAMD": "localhost:3310"}, "GOLDENTHREAD_CLAMD"),
        ({"GOLDENTHREAD_CLAMD": "tcp://localhost"}, "GOLDENTHREAD_CLAMD"),
        ({"GOLDENTHREAD_CLAMD": "unix://run/clamd.ctl"}, "GOLDENTHREAD_CLAMD"),
        ({"GOLDENTHREAD_TRUSTED_PROXIES": "-1"}, "GOLDENTHREAD_TRUSTED_PROXIES"),
        ({"GOLDENTHREAD_TRUSTED_PROXIES": "all"}, "GOLDENTHREAD_TRUSTED_PROXIES"),
    ],
)
def test_an_unsafe_setting_stops_the_start_and_is_named(changes: dict[str, str], named: str, tmp_path: object) -> None:
    done = start(
        "from goldenthread.commandline.main import main; import sys; sys.argv=['goldenthread','serve']; main()",
        {**SAFE, **changes},
        tmp_path,
    )
    assert done.returncode == 2
    assert named in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("said", "counted"), [({}, 0), ({"GOLDENTHREAD_TRUSTED_PROXIES": "2"}, 2)])
def test_no_proxy_is_trusted_unless_it_is_said_how_many(said: dict[str, str], counted: int, tmp_path: object) -> None:
    code = f"from django.conf import settings; assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == {counted}"
    done = start(code, {**SAFE, **said}, tmp_path)
    assert done.returncode == 0, done.stderr


def test_production_has_no_way_into_the_cast_and_sends_only_over_tls(tmp_path: object) -> None:
    code = """
import django; django.setup()
from django.conf import settings
from django.urls import NoReverseMatch, reverse
try:
    reverse("demo_cast"); raise SystemExit("the cast's page exists")
except NoReverseMatch:
    pass
assert settings.DEMO is False and settings.DEBUG is False
assert settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_SSL_REDIRECT
assert settings.SECURE_HSTS_SECONDS >= 31536000
assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
"""
    done = start(code, {**SAFE, "GOLDENTHREAD_DEMO": "1"}, tmp_path)
    assert done.returncode == 0, done.stderr
