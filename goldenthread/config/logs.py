"""Structured logs with no personal data: one JSON object a line, paths and ids only, never form contents or query
strings.
"""

from __future__ import annotations

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            # Django attaches the request (and through it the person) to error records; it must not be written out.
            "reserved_attrs": [
                "args", "asctime", "created", "exc_info", "exc_text", "filename", "funcName", "levelname", "levelno",
                "lineno", "message", "module", "msecs", "msg", "name", "pathname", "process", "processName",
                "relativeCreated", "stack_info", "thread", "threadName", "taskName", "request",
            ],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.server": {"handlers": [], "propagate": False},
        # These two put paths with query strings, and so names searched for, into messages.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "huey": {"level": "WARNING"},
    },
}  # fmt: skip
