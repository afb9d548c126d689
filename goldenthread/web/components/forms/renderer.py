"""Draws every Django form and widget, allauth's included, the GOV.UK way."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import TemplatesSetting

from goldenthread.web.components.forms.bound import GovukBoundField

OWN_WIDGETS = {
    "django/forms/widgets/radio.html": "components/forms/radios.html",
    "django/forms/widgets/checkbox_select.html": "components/forms/checkboxes.html",
}


class GovukRenderer(TemplatesSetting):
    """The project's form renderer (setting FORM_RENDERER). Uses the project's own template engine."""

    form_template_name = "components/forms/form.html"
    formset_template_name = "components/forms/formset.html"
    field_template_name = "components/forms/field.html"
    bound_field_class = GovukBoundField

    def get_template(self, template_name: str) -> Any:
        return super().get_template(OWN_WIDGETS.get(template_name, template_name))
