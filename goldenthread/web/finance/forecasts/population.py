"""Population by school year, brought as a file: without it, no forecast of joiners."""

from __future__ import annotations

import csv
import io

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.features.finance.operations.forecasts import enter_population
from goldenthread.features.finance.operations.refusals import Refused
from goldenthread.features.finance.queries.forecasts import population_held
from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power

LARGEST = 1_000_000  # bytes; fifty years of every age are a fiftieth of it
COLUMNS = ("calendar-year", "academic-year", "population")


class PopulationForm(forms.Form):
    """A table of three columns, and where it is from."""

    file = forms.FileField(
        label="File in CSV",
        allow_empty_file=True,
        help_text="Columns: calendar-year, academic-year (0 is Reception), population. At most 1 MB.",
    )
    source = forms.CharField(
        label="Source",
        max_length=300,
        help_text="For example, Office for National Statistics, subnational projections, 2022-based",
    )

    def clean_file(self) -> dict[tuple[int, int], int]:
        """Figures by calendar and academic year. Raises ValidationError, naming the line."""
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError("The file is larger than 1 MB")
        try:
            rows = csv.DictReader(io.StringIO(sent.read().decode("utf-8-sig")))
            missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
            if missing:
                raise forms.ValidationError(f"The first line has no column {', '.join(missing)}")
            return _figures(rows)
        except (UnicodeDecodeError, csv.Error):
            raise forms.ValidationError("The file is not a table in CSV, saved as UTF-8") from None


def _figures(rows: csv.DictReader[str]) -> dict[tuple[int, int], int]:
    found: dict[tuple[int, int], int] = {}
    for line, row in enumerate(rows, 2):
        try:
            year, age, people = (int((row[name] or "").strip()) for name in COLUMNS)
        except (ValueError, AttributeError):
            raise forms.ValidationError(f"Line {line}: a figure is not a whole number") from None
        if not 1990 <= year <= 2100 or not -6 <= age <= 26 or not 0 <= people <= 10_000_000:
            raise forms.ValidationError(f"Line {line}: a figure is out of range ({year}, {age}, {people})")
        if (year, age) in found:
            raise forms.ValidationError(f"Line {line}: {year}, academic year {age}, is there twice")
        found[(year, age)] = people
    return found


@opens_to(Power.KEEP_MONEY)
def page(request: HttpRequest) -> HttpResponse:
    """What is held, and a file to bring."""
    form = PopulationForm(request.POST or None, request.FILES or None) if request.method == "POST" else PopulationForm()
    if request.method == "POST" and form.is_valid():
        try:
            figures, source = form.cleaned_data["file"], form.cleaned_data["source"].strip()
            held = enter_population(rows=figures, source=source, by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, f"{held:,} figures of population are held.")
            return redirect("population")
    context = {"form": form, "held": population_held(), "back_url": reverse("forecasts")}
    return render(request, "finance/forecasts/population.html", context, status=400 if form.is_bound else 200)
