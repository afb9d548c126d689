"""Workers killed at random points, between sending and noting it too: no message is lost, and none is sent twice."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from goldenthread.demo.notify_stub import NotifyStub
from tests.jobs.arena import ROOT, Arena, an_arena, kill_group

MESSAGES, KILLS = 80, 12
QUEUE = f"""
from datetime import date
from goldenthread.foundation import clock, journal
from goldenthread.foundation.notify import outbox
from goldenthread.foundation.notify.outbox import Written
from goldenthread.foundation.people.models import Adult, Child, Tie
written = []
for number in range({MESSAGES}):
    child = Child.rows.create(forename="Amira", surname=str(number), born_on=date(clock.today().year - 10, 3, 4))
    adult = Adult.objects.create(kind="family", name="Parent", email=f"parent{{number}}@example.org")
    Tie.objects.create(child=child, adult=adult, kind="parent", parental_responsibility=True)
    written.append(Written("test", child, adult, "late", "Subject", "Body", "Text"))
outbox.put(written, by=journal.SYSTEM, on=clock.today(), at=clock.true_now())
"""

pytestmark = [pytest.mark.uses_database, pytest.mark.slow]


@pytest.fixture
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    with an_arena(tmp_path_factory.mktemp("arena")) as made:
        yield made


def start(arena: Arena, stub: NotifyStub) -> subprocess.Popen[bytes]:
    given = stub.settings()
    named = {
        "URL": given["url"], "KEY": given["key"], "EMAIL_TEMPLATE": given["email_template"],
        "TEXT_TEMPLATE": given["text_template"],
    }  # fmt: skip
    environment = arena.environment | {f"GOLDENTHREAD_NOTIFY_{name}": value for name, value in named.items()}
    with (arena.home / "workers.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.foundation.notify.sending_process"], env=environment, cwd=ROOT,
            start_new_session=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
    arena.processes.append(process)
    return process


def test_every_message_leaves_once_whatever_is_killed(arena: Arena) -> None:
    chance = random.Random(20261128)
    arena.python(QUEUE)
    with NotifyStub() as stub:
        stub.held.seconds_to_answer = 0.06  # taken, and not yet answered: most kills fall here
        workers = [start(arena, stub), start(arena, stub)]
        killed = 0
        while killed < KILLS and len(stub.held.notifications) < MESSAGES:
            before = len(stub.held.notifications)
            deadline = time.monotonic() + 30
            while len(stub.held.notifications) < before + 2 and time.monotonic() < deadline:
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 0.1))
            place = chance.randrange(2)
            kill_group(workers[place])
            killed += 1
            workers[place] = start(arena, stub)
        arena.wait_for("select count(*) from notify_message where state <> 'sent'", 0, seconds=60)
        sent = Counter(each["reference"] for each in stub.held.notifications)
    cut_short = arena.count("notify_attempt", "ended_at is null")
    assert killed >= 5 and cut_short >= 1, "too few were killed in the middle for this to say anything"
    assert len(sent) == MESSAGES, "a message was lost"
    assert [reference for reference, times in sent.items() if times != 1] == [], "a message was sent twice"
    entries = arena.count("journal_entry", "kind = 'message.sent'")
    assert entries == MESSAGES
