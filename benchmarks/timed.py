"""The product's application with a measure around each request, for the web server of a benchmark.

Adds a `Server-Timing` header: `total` and `cpu` in milliseconds from the moment a web process takes the request up
until its last byte is ready, and `queries` asked of the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from threading import local
from time import perf_counter, thread_time
from typing import Any

from django.db import connection

from goldenthread.config.wsgi import application as product

_asked = local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The WSGI application."""
    kept: list[Any] = []
    _asked.number = 0
    began, began_cpu = perf_counter(), thread_time()
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(_count))
        answer = product(environ, lambda *said: kept.append(said))
        body = list(answer)
        if hasattr(answer, "close"):
            stack.callback(answer.close)
    total, cpu = (perf_counter() - began) * 1000, (thread_time() - began_cpu) * 1000
    status, headers, *rest = kept[0]
    timing = f"total;dur={total:.3f}, cpu;dur={cpu:.3f}, queries;dur={_asked.number}"
    start_response(status, [*headers, ("Server-Timing", timing)], *rest)
    return body


def _count(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: dict[str, Any]) -> Any:
    _asked.number += 1
    return execute(sql, parameters, many, context)
