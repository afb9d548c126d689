"""Everything wrong with a form, each error with the place on the page to go to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BaseFormSet


@dataclass(frozen=True)
class FoundError:
    """One error. `target` is the id of the box to put right; empty when the error belongs to no one field."""

    text: str
    target: str = ""


def found_in(form: Any) -> list[FoundError]:
    """Return the errors of a form or formset in the page's order. Anything else, or a form not yet sent, has none."""
    if isinstance(form, BaseFormSet):
        shared = [FoundError(str(text)) for text in form.non_form_errors()] if form.is_bound else []
        return shared + [error for each in form.forms for error in found_in(each)]
    if not isinstance(form, BaseForm) or not form.is_bound:
        return []
    return [FoundError(str(text)) for text in form.non_field_errors()] + list(_field_errors(form))


def _field_errors(form: BaseForm) -> Iterable[FoundError]:
    for name in form.fields:
        bound: Any = form[name]  # drawn by our renderer, so a GovukBoundField
        for text in bound.error_texts:
            yield FoundError(text, "" if bound.is_hidden else bound.error_target)
