"""The pages about background work: who may open them, what they say, what a person can do there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.runs import leases, operations, queries, wakers
from goldenthread.foundation.runs.failures import Failure, PermanentFailure
from tests.builders import an_account, signed_in

pytestmark = pytest.mark.django_db
HOME = "/office/jobs/"


@pytest.fixture(autouse=True)
def _no_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wakers, "_wakers", {})


@pytest.fixture
def keeper() -> Client:
    """A browser with the system administrator signed in."""
    return signed_in(an_account(Role.SYSTEM_ADMINISTRATOR, name="Ines Duarte"))


def ask(job: str = "check_journal", **more: object) -> str:
    at = clock.true_now() - timedelta(minutes=1)
    return operations.ask(job, {"import": "bcdfgh"}, by=journal.SYSTEM, at=at, **more).public_id  # type: ignore[arg-type]


def claimed() -> leases.Claim:
    held = leases.claim(jobs=["check_journal"], at=clock.true_now())
    assert held is not None
    return held


def page(browser: Client, address: str = HOME) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", [Role.EHC_COORDINATOR, Role.PARENT, Role.SENCO, Role.TEAM_MANAGER])
def test_who_does_not_keep_the_system_running_finds_no_such_page(role: Role) -> None:
    run = ask()
    browser = signed_in(an_account(role))
    assert browser.get(HOME).status_code == 404
    assert browser.get(f"{HOME}{run}/").status_code == 404
    assert browser.post(f"{HOME}{run}/cancel").status_code == 404
    seen = queries.progress_of(run)
    assert seen is not None and seen.group == "waiting"


def test_a_data_manager_sees_the_work_but_cannot_change_it() -> None:
    run = ask()
    leases.fail(claimed(), PermanentFailure("No."), at=clock.true_now())
    browser = signed_in(an_account(Role.DATA_MANAGER))
    assert "Try again" not in page(browser)
    assert browser.post(f"{HOME}{run}/retry").status_code == 404


def test_a_running_job_shows_how_far_it_has_come_in_words_and_as_a_bar(keeper: Client) -> None:
    ask()
    leases.heartbeat(claimed(), at=clock.true_now(), done=1_500, total=6_000, note="entries")
    text = page(keeper)
    assert "1,500 of 6,000 entries (25%)" in text
    assert '<progress class="gt-progress__bar"' in text and 'value="25"' in text


def test_the_page_reloads_itself_only_when_asked_to_and_only_while_something_runs(keeper: Client) -> None:
    assert "http-equiv" not in page(keeper, HOME + "?refresh=on")
    ask()
    held = claimed()
    assert "http-equiv" not in page(keeper)
    assert "?refresh=on" in page(keeper)
    assert '<meta http-equiv="refresh" content="5">' in page(keeper, HOME + "?refresh=on")
    leases.finish(held, {}, at=clock.true_now())
    assert "http-equiv" not in page(keeper, HOME + "?refresh=on")


def test_a_failed_run_says_when_it_will_be_tried_again_and_why(keeper: Client) -> None:
    ask()
    leases.fail(claimed(), Failure("The register did not answer."), at=clock.true_now())
    text = page(keeper)
    assert "Attempt 1 of 5 failed; again on" in text
    assert ">The register did not answer.<" in text


def test_a_run_given_up_can_be_tried_again_from_the_list(keeper: Client) -> None:
    run = ask()
    leases.fail(claimed(), PermanentFailure("The journal does not hold."), at=clock.true_now())
    assert "Given up after 1 attempt" in page(keeper)
    assert f'action="{HOME}{run}/retry"' in page(keeper)
    answer = keeper.post(f"{HOME}{run}/retry", follow=True)
    assert "It will be tried again." in answer.content.decode()
    assert claimed().public_id == run


def test_a_run_that_ended_meanwhile_is_a_conflict_and_not_a_crash(keeper: Client) -> None:
    run = ask()
    leases.finish(claimed(), {}, at=clock.true_now())
    answer = keeper.post(f"{HOME}{run}/cancel")
    assert answer.status_code == 409
    assert "This run is done" in answer.content.decode()
    assert keeper.post(f"{HOME}nosuchrun/cancel").status_code == 404
    assert keeper.get(f"{HOME}nosuchrun/").status_code == 404
    assert keeper.get(f"{HOME}{run}/cancel").status_code == 405


def test_long_lists_come_in_pages(keeper: Client) -> None:
    for _ in range(30):
        ask()
        leases.finish(claimed(), {"checked": 1}, at=clock.true_now())
    assert "20 more" in page(keeper)
    assert "?show=done&amp;page=2" in page(keeper, HOME + "?show=done")
    assert page(keeper, HOME + "?show=done&page=2").count("Done on") == 5
    assert page(keeper, HOME + "?show=done&page=999").count("Done on") == 5
    assert "What happens by itself" in page(keeper, HOME + "?show=nonsense")


def test_one_run_tells_everything_there_is_to_know(keeper: Client) -> None:
    run = ask()
    leases.finish(claimed(), {"checked": 12_345}, at=clock.true_now())
    text = page(keeper, f"{HOME}{run}/")
    for words in ("Check the journal", run, "bcdfgh", "12345", "Golden Thread itself", "1 of at most 5"):
        assert words in text


def test_the_list_takes_few_queries_however_many_runs(keeper: Client, django_assert_max_num_queries: object) -> None:
    for name in ("Priya Shah", "Sam Okoro"):
        person = an_account(name=name)
        for _ in range(8):
            operations.ask("check_journal", {}, by=person, at=clock.now())
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        assert "Sam Okoro" in page(keeper)
