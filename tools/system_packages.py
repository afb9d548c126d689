"""Finds the programs the tests need that are not Python packages, and installs them by name where this machine allows
it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_PATHS = (
    "/usr/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def chromium() -> str | None:
    """The path of a Chromium or Chrome that starts: $GOLDENTHREAD_CHROMIUM, else one on the path. None if there is
    none.
    """
    named = os.environ.get("GOLDENTHREAD_CHROMIUM")
    for name in [named] if named else [*CHROMIUM_NAMES, *CHROMIUM_PATHS]:
        path = shutil.which(name)
        # Some systems have a `chromium` that only says how to install one, so it is started, not just found.
        if path and _succeeds([path, "--version"]):
            return path
    return None


def has_apt() -> bool:
    """Whether this machine installs packages with apt."""
    return shutil.which("apt-get") is not None


def can_install() -> bool:
    """Whether apt is here and we may use it: as root, or with a sudo that asks nothing."""
    return has_apt() and (os.geteuid() == 0 or (shutil.which("sudo") is not None and _succeeds(["sudo", "-n", "true"])))


def install(package: str) -> bool:
    """Install one Debian package by name; whether it worked. Its output is shown only if it did not."""
    print(f"    installing {package} with apt-get (a minute or two) ...", flush=True)
    before = [] if os.geteuid() == 0 else ["sudo", "-n"]
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package]):
        done = subprocess.run(
            [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            print((done.stdout + done.stderr)[-800:], file=sys.stderr)
            return False
    return True


def _succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False
