"""The WSGI application the web server serves."""

from __future__ import annotations

import os
import threading
import time

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")


def _end_with_the_server(parent: int) -> None:
    """A web process whose server was killed outright would go on holding the port: it ends itself within a second."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if os.environ.get("GOLDENTHREAD_SERVER_PROCESS") == str(os.getppid()):
    threading.Thread(target=_end_with_the_server, args=(os.getppid(),), daemon=True).start()

application = get_wsgi_application()
