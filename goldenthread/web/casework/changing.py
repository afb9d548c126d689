"""What every form that changes a case shares: the version it was made from, and what is said when saving fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.domain.statute.exceptions import ExceptionRefused, lawful_exceptions
from goldenthread.features.casework.operations.changes import ChangedMeanwhile, NotNow, OutOfOrder, TooEarly
from goldenthread.features.casework.operations.deciding import NotAfterThePanel, NotByTheTest, ToldBeforeDecided
from goldenthread.features.casework.operations.milestones import InTheFuture, ReasonNeeded
from goldenthread.features.casework.queries.child_rows import ChildRows
from goldenthread.features.casework.queries.versions import version_in, version_of
from goldenthread.web.casework import work_presenters

CONFLICT, WRONG, FINE = 409, 400, 200
LONGEST_TEXT = 4000


class CaseForm(forms.Form):
    """A form made from a case as it stood: `version` says when."""

    version = forms.CharField(max_length=60, widget=forms.HiddenInput)
    day_field = "happened_on"


def words(label: str, hint: str = "", *, needed: str = "", rows: int = 4) -> forms.CharField:
    """A text area. `needed` is the error where it is left empty; without one it may be."""
    return forms.CharField(
        label=label, help_text=hint, required=bool(needed), max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"required": needed} if needed else {},
    )  # fmt: skip


def made_from(rows: ChildRows) -> dict[str, Any]:
    """The first values of a new form: the version of the case it is made from."""
    return {"version": version_in(rows)}


def save(form: CaseForm, child: Any, change: Callable[[], object]) -> tuple[CaseForm, dict[str, Any], int]:
    """Try the change. Gives the form to draw again, what the page says besides, and the answer's status: 200 is saved.

    Nothing typed is lost: where somebody changed the case meanwhile, the form comes back made from the case as it is.
    """
    try:
        change()
    except ChangedMeanwhile as changed:
        return renewed(form, child), {"changes": changed.changes, "changed": True}, CONFLICT
    except (TooEarly, OutOfOrder) as wrong:
        form.add_error(form.day_field if form.day_field in form.fields else None, str(wrong))
    except InTheFuture:
        form.add_error(
            form.day_field if form.day_field in form.fields else None, "The date must be today or in the past"
        )
    except ReasonNeeded:
        form.add_error(next((name for name in ("reason", "reasons") if name in form.fields), None), "Say why")
    except ToldBeforeDecided:
        form.add_error(form.day_field, "The date the family was told cannot be before the date of the decision")
    except NotAfterThePanel as refused:
        form.add_error(refused.about if refused.about in form.fields else None, str(refused))
    except (NotNow, ExceptionRefused, NotByTheTest) as refused:
        form.add_error(None, _in_words(str(refused)))
    else:
        return form, {}, FINE
    return form, {}, WRONG


def _in_words(refusal: str) -> str:
    """Exceptions by their names, where the law's reason has their codes."""
    for code, exception in lawful_exceptions().items():
        refusal = refusal.replace(code, f"“{exception.name}”")
    return refusal


def renewed(form: CaseForm, child: Any) -> CaseForm:
    """The same form with what was typed, made from the case as it stands now, and not yet judged."""
    typed = QueryDict(mutable=True)
    typed.update(form.data)  # type: ignore[arg-type]
    typed["version"] = version_of(child.pk)
    form.data = typed
    form.errors.clear()
    return form


def by_itself(request: HttpRequest) -> bool:
    """Whether the page saves what is typed by itself, and is answered in JSON."""
    return request.method == "POST" and "application/json" in request.headers.get("Accept", "")


def first_problem(form: forms.Form) -> str:
    """The first thing wrong with a form that was saved by itself."""
    return next((str(message) for messages in form.errors.values() for message in messages), "Not saved.")


def done(request: HttpRequest, child: Any, text: str, where: str = "timeline") -> HttpResponse:
    """Back to the child's page, saying what was saved."""
    messages.success(request, text)
    return redirect(f"{reverse('child', args=[child.public_id])}#{where}")


def draw(request: HttpRequest, child: Any, template: str, here: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page about this child with its breadcrumbs; `here` is its own name."""
    viewer = request.viewer  # type: ignore[attr-defined]
    name = child.full_name or child.calling_name or "This child"
    trail = [*work_presenters.first_page(viewer), (name, reverse("child", args=[child.public_id])), (here, "")]
    told = {"child": child, "here": here, "name": child.calling_name or "this child", "breadcrumbs": trail, **context}
    return render(request, template, told, status=status)
