"""Emergency access: a reason, a time limit, notice, and no way to browse."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from goldenthread.foundation.access.models import EmergencyAccess, Grant
from goldenthread.foundation.access.operations import emergency
from goldenthread.foundation.access.queries import notices
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.access.viewers import viewer_for
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.journal.models import Entry
from goldenthread.foundation.people.models import Child

AT = datetime(2026, 11, 16, 9, tzinfo=ZoneInfo("Europe/London"))
WHY = "Police have found the child and need to know who may collect them."

pytestmark = pytest.mark.django_db


def somebody(role: Role) -> User:
    user = User.objects.create_user(email=f"{role}@example.test", name=role.name)
    Grant.objects.create(user=user, role=role)
    return user


def take(viewer: Viewer, **changes: object) -> EmergencyAccess:
    asked = {"identifier": "H243278544154", "born_on": date(2013, 11, 30), "reason": WHY, "at": AT, **changes}
    return emergency.take(by=viewer, **asked)


@pytest.fixture
def child() -> Child:
    return Child.rows.create(surname="X", upn="H243278544154", born_on=date(2013, 11, 30), sensitivity="restricted")


def test_it_opens_one_record_for_four_hours_and_no_longer(child: Child) -> None:
    user = somebody(Role.EHC_COORDINATOR)
    take(viewer_for(user, at=AT))
    for hours, sees in ((0, True), (3.99, True), (4, False)):
        viewer = viewer_for(user, at=AT + timedelta(hours=hours))
        assert Child.objects.visible_to(viewer, Verb.OPEN_RECORD, on=AT.date()).exists() is sees


def test_the_data_protection_officer_is_told_with_the_reason(child: Child) -> None:
    take(viewer_for(somebody(Role.EHC_COORDINATOR), at=AT))
    (notice,) = notices.notices_visible_to(viewer_for(somebody(Role.DATA_PROTECTION_OFFICER), at=AT))
    assert (notice.reason, notice.child_id, notice.reviewed_at) == (WHY, child.public_id, None)
    entry = Entry.objects.get(kind="emergency_access.taken")
    assert (entry.about, entry.reason) == (child.public_id, WHY)


@pytest.mark.parametrize(
    "changes", [{"identifier": "A950000178301"}, {"born_on": date(2013, 11, 29)}, {"identifier": ""}]
)
def test_a_wrong_number_or_birth_date_opens_nothing_and_says_no_more(child: Child, changes: dict) -> None:
    with pytest.raises(emergency.NoSuchChild):
        take(viewer_for(somebody(Role.EHC_COORDINATOR), at=AT), **changes)
    assert not EmergencyAccess.objects.exists()


def test_a_reason_of_a_word_is_no_reason(child: Child) -> None:
    with pytest.raises(emergency.ReasonNeeded):
        take(viewer_for(somebody(Role.EHC_COORDINATOR), at=AT), reason="urgent           ")


@pytest.mark.parametrize("role", [Role.SENCO, Role.PARENT, Role.DATA_MANAGER, Role.SYSTEM_ADMINISTRATOR])
def test_only_roles_that_may_ask_can(child: Child, role: Role) -> None:
    with pytest.raises(emergency.NotAllowed):
        take(viewer_for(somebody(role), at=AT))


def test_ended_at_the_very_moment_it_began_it_is_over_and_may_be_taken_again(child: Child) -> None:
    """As on a machine that pretends one moment."""
    user = somebody(Role.TEAM_MANAGER)
    viewer = viewer_for(user, at=AT)
    emergency.end(access=take(viewer), by=viewer, at=AT)
    after = viewer_for(user, at=AT)
    assert not Child.objects.visible_to(after, Verb.OPEN_RECORD, on=AT.date()).exists()
    assert notices.own_accesses(after, at=AT) == []
    assert Entry.objects.filter(kind="emergency_access.ended").count() == 1
    take(after)
    assert Child.objects.visible_to(viewer_for(user, at=AT), Verb.OPEN_RECORD, on=AT.date()).exists()


def test_ending_it_early_closes_the_record_at_once(child: Child) -> None:
    user = somebody(Role.TEAM_MANAGER)
    access = take(viewer_for(user, at=AT))
    later = AT + timedelta(minutes=5)
    emergency.end(access=access, by=viewer_for(user, at=later), at=later)
    assert viewer_for(user, at=later).emergency == frozenset()


def test_a_review_is_noted_once(child: Child) -> None:
    access = take(viewer_for(somebody(Role.TEAM_MANAGER), at=AT))
    officer = viewer_for(somebody(Role.DATA_PROTECTION_OFFICER), at=AT)
    emergency.review(access=access, by=officer, note="Spoke to the manager: rightly used.", at=AT)
    emergency.review(access=access, by=officer, note="Again.", at=AT)
    access.refresh_from_db()
    assert access.review_note == "Spoke to the manager: rightly used."
    assert Entry.objects.filter(kind="emergency_access.reviewed").count() == 1
