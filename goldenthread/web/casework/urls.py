"""The pages of casework staff: their work, their team's, search, and a child's record."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.casework import (
    advice,
    child,
    corrections,
    decisions,
    exceptions,
    family_members,
    files,
    lateness,
    letter_printing,
    letter_wordings,
    letters,
    search,
    steps,
    team,
    views_kept,
    work,
)

urlpatterns = [
    path("my-work/", work.my_work, name="work"),
    path("my-work/export/", work.export, name="work_export"),
    path("my-work/views/", views_kept.saved_views, name="saved_views"),
    path("my-work/views/delete/", views_kept.delete, name="delete_saved_view"),
    path("team/", team.team, name="team"),
    path("search/", search.search, name="search"),
    path("children/<str:child_id>/", child.record, name="child"),
    path("children/<str:child_id>/story/", child.story, name="child_story"),
    path("children/<str:child_id>/looks/", child.looks, name="child_looks"),
    path("children/<str:child_id>/record/", steps.record, name="child_record"),
    path("children/<str:child_id>/decide/", decisions.decide, name="child_decide"),
    path("children/<str:child_id>/correct/", corrections.correct, name="child_correct"),
    path("children/<str:child_id>/advice/", advice.advice, name="child_advice"),
    path("children/<str:child_id>/family/", family_members.members, name="child_family"),
    path("children/<str:child_id>/late/", lateness.late, name="child_late"),
    path("children/<str:child_id>/files/", files.files, name="child_files"),
    path("children/<str:child_id>/letters/", letters.letters, name="child_letters"),
    path("letters/", letter_printing.to_print, name="letters_to_print"),
    path("letters/batch/", letter_printing.batch, name="letters_batch"),
    path("letters/wordings/", letter_wordings.wordings, name="letter_wordings"),
    path("letters/wordings/<str:letter_kind>/", letter_wordings.wording, name="letter_wording"),
    path("letters/services/", letter_wordings.services, name="letter_services"),
    path("children/<str:child_id>/exceptions/", exceptions.exceptions, name="child_exceptions"),
    path("children/<str:child_id>/exceptions/withdraw/", exceptions.withdraw, name="child_exception_withdraw"),
]
