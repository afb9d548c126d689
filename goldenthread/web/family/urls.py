"""A family's pages: their own children, or the young person's own."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.family import advice, changes, drafts, letters, link, messages, plan_forms, views

urlpatterns = [
    path("", views.home, name="family_home"),
    path("children/<str:child_id>/", views.child, name="family_child"),
    path("children/<str:child_id>/letters/", letters.letters, name="family_letters"),
    path("children/<str:child_id>/advice/", advice.advice, name="family_advice"),
    path("children/<str:child_id>/looks/", views.looks, name="family_looks"),
    path("children/<str:child_id>/draft/", drafts.draft, name="family_draft"),
    path("children/<str:child_id>/plan/", drafts.plan, name="family_plan"),
    path("children/<str:child_id>/plan/changes/", changes.changes, name="family_plan_changes"),
    path("children/<str:child_id>/plan/mine/", plan_forms.own_version, name="family_own_version"),
    path("children/<str:child_id>/plan/one-page/", plan_forms.profile, name="family_profile"),
    path("children/<str:child_id>/plan/languages/", plan_forms.languages, name="family_translations"),
    path("children/<str:child_id>/messages/", messages.family_messages, name="family_messages"),
    path("how-we-tell-you/", messages.family_preferences, name="family_preferences"),
    path("link/<str:token>/", link.family_link, name="family_link"),
]
