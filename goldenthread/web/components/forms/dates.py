"""A date asked for as day, month and year, with messages that say what to put right."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.web.components.presenters.phrases import uk_date

BOXES = (("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4))
MONTHS = [month_name[number].lower() for number in range(1, 13)]
Typed = tuple[str, str, str]
Bound = date | Callable[[], date] | None


class DateBoxes(forms.Widget):
    """Three boxes named <name>_day, <name>_month and <name>_year. A query may also give <name>=2026-09-02."""

    template_name = "components/forms/date.html"
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed | None:
        typed = tuple((data.get(f"{name}_{box}") or "").strip() for box, _, _ in BOXES)
        if not any(typed) and data.get(name):
            typed = tuple(reversed((str(data[name]) + "--").split("-")[:3]))
        return typed if any(typed) else None  # type: ignore[return-value]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}_{box}" in data for box, _, _ in BOXES)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = dict(attrs or {})
        wrong = attrs.pop("error_boxes", ())
        context = super().get_context(name, None, attrs)
        typed = (value.day, value.month, value.year) if isinstance(value, date) else value or ("", "", "")
        context["boxes"] = [
            {"name": f"{name}_{box}", "id": f"{attrs.get('id', name)}_{box}", "label": label, "width": width,
             "value": shown, "wrong": box in wrong}
            for (box, label, width), shown in zip(BOXES, typed, strict=True)
        ]  # fmt: skip
        return context


class DateField(forms.Field):
    """A date. `noun` is what the messages call it, in a sentence: "the date the request was received".

    `earliest` and `latest` are days, or functions giving one (pass `clock.today` for "not in the future").
    """

    widget = DateBoxes

    def __init__(self, *, noun: str = "", earliest: Bound = None, latest: Bound = None, **kwargs: Any) -> None:
        self.noun, self.earliest, self.latest = noun, earliest, latest
        super().__init__(**kwargs)

    def clean(self, value: Any) -> date | None:
        if value in self.empty_values:
            if self.required:
                raise ValidationError(f"Enter {self._noun}", code="required")
            return None
        found = value if isinstance(value, date) else self._read(value)
        self._check_range(found)
        self.run_validators(found)
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.clean(data) != initial
        except ValidationError:
            return True

    @property
    def _noun(self) -> str:
        return self.noun or f"the {(self.label or 'date')}".lower()

    def _read(self, typed: Typed) -> date:
        missing = [box for (box, _, _), text in zip(BOXES, typed, strict=True) if not text]
        if missing:
            raise self._wrong(f"must include a {' and '.join(missing)}", "incomplete", missing)
        day, month, year = typed[0], _month_number(typed[1]), typed[2]
        if not (len(year) == 4 and year.isdecimal()):
            raise ValidationError("Year must include 4 numbers", code="year", params={"boxes": ["year"]})
        if not (len(day) <= 2 and day.isdecimal() and 1 <= int(day) <= 31):
            raise self._wrong("must be a real date", "unreal", ["day"])
        if not 1 <= month <= 12:
            raise self._wrong("must be a real date", "unreal", ["month"])
        try:
            return date(int(year), month, int(day))
        except ValueError:
            raise self._wrong("must be a real date", "unreal", ["day", "month", "year"]) from None

    def _check_range(self, found: date) -> None:
        earliest, latest = (bound() if callable(bound) else bound for bound in (self.earliest, self.latest))
        if latest and found > latest:
            limit = "today or in the past" if callable(self.latest) else f"{uk_date(latest)} or earlier"
            raise self._wrong(f"must be {limit}", "too_late")
        if earliest and found < earliest:
            limit = "today or in the future" if callable(self.earliest) else f"{uk_date(earliest)} or later"
            raise self._wrong(f"must be {limit}", "too_early")

    def _wrong(self, problem: str, code: str, boxes: list[str] | None = None) -> ValidationError:
        noun = self._noun[:1].upper() + self._noun[1:]
        return ValidationError(f"{noun} {problem}", code=code, params={"boxes": boxes or ["day", "month", "year"]})


def _month_number(text: str) -> int:
    """Return 1 to 12 for a number, a month's name or its start ("sept"); 0 for anything else."""
    if text.isdecimal():
        return int(text) if len(text) < 3 else 0
    found = [number for number, name in enumerate(MONTHS, start=1) if len(text) >= 3 and name.startswith(text.lower())]
    return found[0] if len(found) == 1 else 0
