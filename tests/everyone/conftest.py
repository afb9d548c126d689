"""A small invented partnership, built once for each file of tests, in a transaction that is never committed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.test import TestCase

if TYPE_CHECKING:
    from tests.everyone.specimens import Everyone

SIZE, SEED = 80, 7


@pytest.fixture(scope="module")
def partnership(django_db_setup: None, django_db_blocker: Any) -> Iterator[Everyone]:
    """The cast, the specimens, and about 140 other children."""
    # Tables can be imported only once Django is set up, which it is not yet when pytest loads this file.
    from goldenthread.demo.construction.build import build
    from goldenthread.foundation import clock
    from goldenthread.foundation.partnership import queries
    from tests.everyone.specimens import gather

    with django_db_blocker.unblock():
        # As TestCase does for a class of tests: code that asks for the outermost transaction takes this for none.
        outermost = TestCase._enter_atomics()  # type: ignore[attr-defined]
        try:
            build(like="kingston", size=SIZE, seed=SEED, at=clock.now())
            yield gather()
        finally:
            TestCase._rollback_atomics(outermost)  # type: ignore[attr-defined]
            queries.forget()


@pytest.fixture
def everyone(partnership: Everyone, db: None) -> Everyone:
    """The partnership; what a test changes in it is gone when the test ends."""
    cache.clear()  # attempts to sign in are counted there
    return partnership
