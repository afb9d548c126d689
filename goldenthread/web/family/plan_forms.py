"""The other forms of a plan, for the family and the young person: their own version, one page, languages."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.features.casework.queries import own_versions, plan_translations, profiles
from goldenthread.features.casework.queries.family_story import naming_for
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.documents.keeping import content_of
from goldenthread.foundation.partnership import queries as partnership
from goldenthread.web.components import easy_read
from goldenthread.web.components.files import file_answer
from goldenthread.web.components.papers import as_file
from goldenthread.web.family import draft_presenters


@child_page(Verb.FAMILY_PAGE, page="the plan in Easy Read")
def own_version(request: HttpRequest, child: Any) -> HttpResponse:
    """The child's own version as it was checked last, with what changed since; `?as=pdf` as a file."""
    viewer = request.viewer  # type: ignore[attr-defined]
    own, naming = own_versions.own_plan_of(child), naming_for(child, viewer, on=clock.today())
    name = child.calling_name or child.full_name
    lines = [line for _, found in own.parts for line in found] if own.shown else []
    if own.shown and (wanted := request.GET.get("as")):
        paper = own_versions.own_paper(own, name, easy_read.drawings(lines), easy_read.credit(lines))
        return as_file(request, paper, wanted)
    context = {
        "naming": naming, "own": own, "parts": easy_read.shown(own.parts) if own.shown else [], "child": child,
        "credit": easy_read.credit(lines),
        "changed": [f"Section {code}: {draft_presenters.plain(code, naming)}" for code in own.changed],
        "back_url": reverse("family_child", args=[child.public_id]),
    }  # fmt: skip
    return render(request, "family/own_version.html", context)


@child_page(Verb.FAMILY_PAGE, page="one page about the child")
def profile(request: HttpRequest, child: Any) -> HttpResponse:
    """The one-page profile; `?as=pdf`, `large` or `docx` as a file."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found, name = profiles.profile_of(child), child.calling_name or child.full_name
    if wanted := request.GET.get("as"):
        return as_file(request, profiles.profile_paper(found, name, partnership.current().council_name), wanted)
    context = {
        "naming": naming_for(child, viewer, on=clock.today()), "profile": found, "not_yet": profiles.NOT_YET,
        "child": child, "back_url": reverse("family_child", args=[child.public_id]),
    }  # fmt: skip
    return render(request, "family/profile.html", context)


@child_page(Verb.FAMILY_PAGE, page="translations of the plan")
def languages(request: HttpRequest, child: Any) -> HttpResponse:
    """Those there are; `?open=ID` the file of one."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if asked := request.GET.get("open"):
        row = plan_translations.translation_of(child, asked)
        if row is None or row.document is None:
            raise Http404("No such file.")
        return file_answer(content_of(row.document), row.document.media_type, row.document.file_name)
    context = {
        "naming": naming_for(child, viewer, on=clock.today()), "found": plan_translations.translations_of(child),
        "child": child,
        "back_url": reverse("family_child", args=[child.public_id]),
    }  # fmt: skip
    return render(request, "family/translations.html", context)
