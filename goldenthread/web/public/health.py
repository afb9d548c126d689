"""Is the process alive, and is it ready to serve? For whatever restarts and routes; says nothing about anybody."""

from __future__ import annotations

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from goldenthread.foundation.access.gate import EVERYONE, opens_to


@opens_to(EVERYONE)
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """200 while the process answers at all; asks nothing of the database."""
    return JsonResponse({"status": "live"})


@opens_to(EVERYONE)
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, its tables are up to date and the shared cache can be read; 503 and which is
    not.
    """
    failing = []
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            failing.append("tables")
        cache.get("ready")
    except DatabaseError:
        failing.append("database")
    status = 503 if failing else 200
    return JsonResponse({"status": "not ready" if failing else "ready", "failing": failing}, status=status)
