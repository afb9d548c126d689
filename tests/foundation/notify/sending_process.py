"""A worker that sends what is in the outbox until it is killed, with leases of seconds and not of minutes.

python -m tests.foundation.notify.sending_process     (the environment says which database and which Notify)
"""

from __future__ import annotations

import os
import time
from datetime import timedelta

import django


def main() -> None:
    """Send for ever."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    django.setup()
    from goldenthread.foundation.notify import claims, govuk, sending

    claims.LEASE = timedelta(seconds=2)
    claims.FIRST_PAUSE = timedelta(seconds=0.2)
    sending.TIMEOUT = govuk.TIMEOUT = 1
    account = govuk.sender()
    assert account is not None
    while True:
        sending.drain(account)
        time.sleep(0.05)


if __name__ == "__main__":
    main()
