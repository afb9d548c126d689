"""What outcomes of plans are tagged with here: a manager changes it, says why, and the journal keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.domain.plan.outcome_frameworks import Framework
from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.partnership import outcome_changes as operations
from goldenthread.foundation.partnership.outcome_frameworks import frameworks_now
from goldenthread.web.back_office.plan_outcomes.forms import FrameworkForm, NameForm, ReasonForm, SaysForm


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done: its heading and button, its form, and the operation with what it needs besides.
    `of`: whether `code` is a framework's or a statement's; `field`: where a refusal is shown; `note`: what it does to
    plans."""

    heading: str
    button: str
    form: type[ReasonForm]
    operation: Callable[..., None]
    of: str = ""
    takes: str = ""
    field: str | None = None
    fixed: tuple[tuple[str, bool], ...] = ()
    note: str = ""


_KEPT: Final = "Plans tagged already keep these words. They are not offered for new tags."
_STAYS: Final = "Plans tagged already keep the words they were tagged with. New tags use the new words."
ACTS: Final[dict[str, Act]] = {
    "add": Act("Add a framework", "Add this framework", FrameworkForm, operations.add_framework, field="name"),
    "name": Act(
        "Change a framework’s name", "Save", NameForm, operations.rename_framework, "framework", "code", "name"
    ),
    "add_outcome": Act(
        "Add an outcome", "Add this outcome", SaysForm, operations.add_statement, "framework", "framework", "says"
    ),
    "reword": Act("Change the words of an outcome", "Save the new words", SaysForm, operations.reword_statement,
                  "statement", "code", "says", note=_STAYS),
    "stop": Act("Stop using an outcome", "Stop using it", ReasonForm, operations.retire, "statement", "code",
                fixed=(("framework", False),), note=_KEPT),
    "stop_all": Act("Stop using a framework", "Stop using it", ReasonForm, operations.retire, "framework", "code",
                    fixed=(("framework", True),), note=_KEPT),
    "back": Act("Use an outcome again", "Use it again", ReasonForm, operations.bring_back, "statement", "code",
                fixed=(("framework", False),)),
    "back_all": Act("Use a framework again", "Use it again", ReasonForm, operations.bring_back, "framework", "code",
                    fixed=(("framework", True),)),
}  # fmt: skip


@opens_to(Power.EDIT_TEMPLATES)
def plan_outcomes(request: HttpRequest) -> HttpResponse:
    """Every framework with its statements; `?do=` one change to make, of the framework or statement `code`."""
    now = frameworks_now()
    asked = request.POST if request.method == "POST" else request.GET
    name, code = asked.get("do", ""), asked.get("code", "")
    if not name and request.method != "POST":
        return render(request, "back_office/plan_outcomes.html", {"frameworks": now})
    act = ACTS.get(name)
    if act is None:
        raise Http404("No such change.")
    about = _about(now, act, code)
    told = {"act": act, "name": name, "code": code, "about": about.get("said", "")}
    before = operations.fingerprint(now)
    if request.method != "POST":
        return _draw(request, act.form(None, initial={**about, "before": before}), told)
    form = act.form(request.POST)
    return _save(request, act, code, form, told) if form.is_valid() else _draw(request, form, told, 400)


def _save(request: HttpRequest, act: Act, code: str, form: ReasonForm, told: dict[str, Any]) -> HttpResponse:
    given = {**form.cleaned_data, **dict(act.fixed), **({act.takes: code} if act.takes else {})}
    try:
        act.operation(**given, by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
    except operations.ReasonNeeded:
        form.add_error("reason", "Say why you are changing this")
    except operations.Unfit as unfit:
        form.add_error(act.field, str(unfit))
    except (operations.ChangedMeanwhile, operations.NoSuchThing):
        form.add_error(None, "Someone else changed the frameworks first. See how they are now, then try again")
        return _draw(request, form, told | {"changed": True}, 409)
    else:
        messages.success(request, "Saved. Outcomes can be tagged this way from now on.")
        return redirect("plan_outcomes")
    return _draw(request, form, told, 400)


def _about(now: tuple[Framework, ...], act: Act, code: str) -> dict[str, str]:
    """What the change is about, as a form begins with it and as the page says it. Raises Http404."""
    if act.of == "framework":
        found = next((each for each in now if each.code == code), None)
        if found:
            return {"name": found.name, "source": found.source, "said": found.name}
    elif act.of == "statement":
        says = next((says for each in now for known, says in each.known if known == code), None)
        if says:
            return {"says": says, "said": says}
    else:
        return {}
    raise Http404("No such framework or outcome.")


def _draw(request: HttpRequest, form: ReasonForm, told: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "back_office/plan_outcome.html", {"form": form, **told}, status=status)
