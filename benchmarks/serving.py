"""Serves a kept partnership with the product's own web server and settings, and timed.py around each request.

python -m benchmarks.serving PORT      run inside a Place's environment
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.places import ROOT, Failed, Place

WEB_PROCESSES = 2  # as `make demo` and `goldenthread serve` start by default


@contextmanager
def served(place: Place, *, seconds: float = 60) -> Iterator[int]:
    """The port it answers on, for as long as the block runs. Raises Failed when it does not start."""
    port = free_port()
    words = [sys.executable, "-m", "benchmarks.serving", str(port)]
    with (place.home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            words, env=place.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )
    try:
        until_answering(f"http://127.0.0.1:{port}/health/live", server, seconds)
        yield port
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def until_answering(address: str, server: subprocess.Popen[bytes], seconds: float) -> None:
    """Wait for the first answer that is not an error. Raises Failed."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise Failed(f"{address} did not answer within {seconds:.0f} seconds.")


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(port: int) -> None:
    """Serve until stopped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    import django  # after the settings are named

    django.setup()
    from goldenthread.commandline import serving  # these need Django to have started

    serving.gather_static()
    serving.run("127.0.0.1", port, WEB_PROCESSES, with_jobs=False, target="benchmarks.timed:application")


if __name__ == "__main__":
    main(int(sys.argv[1]))
