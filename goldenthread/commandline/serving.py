"""`goldenthread serve`: the pages, and beside them a worker for background work."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

from goldenthread.commandline.starting import start_django, stop
from goldenthread.jobs.embedded import start_embedded_worker

PRODUCT = "goldenthread.config.wsgi:application"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Web processes.")
@click.option(
    "--without-jobs", is_flag=True, help="Do not run background work here (run `goldenthread jobs work` elsewhere)."
)
def serve(host: str, port: int, workers: int, without_jobs: bool) -> None:
    """Serve the pages until stopped with Ctrl-C or a signal.

    In production put a proxy that ends TLS in front and set GOLDENTHREAD_BEHIND_PROXY=1 and
    GOLDENTHREAD_TRUSTED_PROXIES.
    """
    start_django()
    if settings.ENV != "production" and host not in ("127.0.0.1", "localhost", "::1"):
        stop(
            "Only GOLDENTHREAD_ENV=production may answer other machines: it sends over TLS only. Leave --host out.",
            code=2,
        )
    if port_taken(host, port):
        stop(f"Port {port} is in use. Choose another with --port.")
    gather_static()
    run(host, port, workers, with_jobs=not without_jobs)


def run(host: str, port: int, workers: int, *, with_jobs: bool = True, target: str = PRODUCT) -> None:
    """Serve with granian: one blocking thread a process; the worker is a process of its own and stops with this one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    os.environ["GOLDENTHREAD_SERVER_PROCESS"] = str(os.getpid())  # so that web processes end when this one does
    worker = start_embedded_worker() if with_jobs else None
    try:
        Granian(
            target=target,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=1,
            websockets=False,
            log_enabled=False,
            respawn_failed_workers=True,
        ).serve()
    finally:
        if worker is not None:
            worker.stop()


def gather_static() -> None:
    """Gather styles and scripts once a version: the manifest is older than no source file."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    sources = [path for path in Path(__file__).parent.parent.glob("web/*/static/**/*") if path.is_file()]
    if manifest.exists() and all(path.stat().st_mtime <= manifest.stat().st_mtime for path in sources):
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    if manifest.exists():
        manifest.touch()


def port_taken(host: str, port: int) -> bool:
    """Whether something answers there already."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False
