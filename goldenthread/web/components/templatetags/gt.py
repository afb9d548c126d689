"""The tags and filters page templates use. Available in every template without loading; README.md shows each one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BaseForm
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from goldenthread.foundation import clock
from goldenthread.web.components import blocks
from goldenthread.web.components.forms.errors import found_in
from goldenthread.web.components.presenters import lists, phrases, status, tables
from goldenthread.web.components.presenters import pagination as pages
from goldenthread.web.components.presenters import timeline_picture as pictures

register = template.Library()
PARTS = "components/parts"

register.filter("uk_date", phrases.uk_date)
register.filter("uk_moment", phrases.uk_moment)
register.filter("thousands", phrases.thousands)
register.filter("n", phrases.thousands)
register.filter("days", phrases.days)


@register.filter
def due_phrase(due_on: date | None, as_of: date | None = None) -> str:
    """Return "12 days late" or "due in 3 days", counted from `as_of` (today when none is given)."""
    return phrases.due_phrase(due_on, as_of or clock.today()) if due_on else ""


@register.filter
def ago_phrase(happened_on: date | None, as_of: date | None = None) -> str:
    """Return "3 days ago" or "in 4 days", counted from `as_of` (today when none is given)."""
    return phrases.ago_phrase(happened_on, as_of or clock.today()) if happened_on else ""


@register.filter
def count_of(count: int, noun: str) -> str:
    """Return "1 child" or "3 children" for `{{ count|count_of:"child,children" }}`."""
    one, _, many = noun.partition(",")
    return phrases.count_phrase(count, one, many)


@register.simple_tag
def tag(text: str, colour: str = "") -> SafeString:
    """Draw a tag. The text must carry the meaning by itself."""
    if colour not in status.COLOURS:
        raise template.TemplateSyntaxError(
            f"There is no tag colour {colour!r}; choose from {', '.join(status.COLOURS)}"
        )
    return format_html('<strong class="govuk-tag{}">{}</strong>', f" govuk-tag--{colour}" if colour else "", text)


@register.simple_tag
def status_tag(value: object) -> SafeString:
    """Draw the tag of a clock's, a run's or a change set's status."""
    return tag(*status.status_words(value)) if value not in (None, "") else SafeString("")


@register.inclusion_tag(f"{PARTS}/button.html")
def button(
    text: str, url: str = "", variant: str = "", name: str = "", value: str = "", start: bool = False
) -> dict[str, Any]:
    """Draw a button, or with `url` a link that looks like one. `variant`: secondary, warning or inverse."""
    classes = (
        "govuk-button" + (f" govuk-button--{variant}" if variant else "") + (" govuk-button--start" if start else "")
    )
    return {"text": text, "url": url, "classes": classes, "name": name, "value": value, "start": start}


@register.inclusion_tag(f"{PARTS}/summary_list.html")
def summary_list(rows: Iterable[Any], title: str = "", border: bool = True) -> dict[str, Any]:
    """Draw facts as a summary list (rows: SummaryRow, mappings or tuples); with `title`, inside a card."""
    made = lists.as_rows(lists.SummaryRow, rows)
    return {"rows": made, "title": title, "border": border, "has_actions": any(row.actions for row in made)}


@register.inclusion_tag(f"{PARTS}/task_list.html")
def task_list(tasks: Iterable[Any], prefix: str = "task-list") -> dict[str, Any]:
    """Draw things to do (Task, mappings or tuples). Two lists on one page need different prefixes."""
    return {"tasks": lists.as_rows(lists.Task, tasks), "prefix": prefix}


@register.inclusion_tag(f"{PARTS}/timeline.html")
def timeline(entries: Iterable[Any], heading_level: int = 3) -> dict[str, Any]:
    """Draw dated entries (TimelineEntry, mappings or tuples) in the order given."""
    return {"entries": lists.as_rows(lists.TimelineEntry, entries), "heading": f"h{heading_level}"}


@register.inclusion_tag(f"{PARTS}/timeline_picture.html")
def timeline_picture(points: Iterable[Any], title: str, id: str = "timeline") -> dict[str, Any]:
    """Draw days (`kind`, `on`, `words`) down a line. Put a table of the same beside it; two pictures need two ids."""
    return {"drawn": pictures.picture(points), "title": title, "id": id}


@register.inclusion_tag(f"{PARTS}/table.html", takes_context=True)
def table(context: Context, contents: tables.Table, order: str = "") -> dict[str, Any]:
    """Draw a Table. `order` is what the page is sorted by now ("due" or "-due"), for headings that sort."""
    query = _query(context)
    headings = [
        (column, tables.sort_link(column.sort, order, query) if column.sort else None) for column in contents.columns
    ]
    rows = [list(zip(contents.columns, row, strict=True)) for row in contents.rows]
    return {"table": contents, "headings": headings, "rows": rows, "table_id": f"table-{slugify(contents.caption)}"}


@register.inclusion_tag(f"{PARTS}/sort_heading.html", takes_context=True)
def sort_heading(context: Context, label: str, sort: str, order: str = "", numeric: bool = False) -> dict[str, Any]:
    """Draw one sortable `<th>` for a table written by hand. `order` as for `table`."""
    return {"column": tables.Column(label, sort, numeric), "link": tables.sort_link(sort, order, _query(context))}


@register.inclusion_tag(f"{PARTS}/pagination.html", takes_context=True)
def pagination(context: Context, page: Any, parameter: str = "page") -> dict[str, Any]:
    """Draw the links of a page: a Django `Page`, or a Pagination made by hand. Draws nothing for a single page."""
    if isinstance(page, pages.Pagination):
        return {"pagination": page}
    return {"pagination": pages.pagination(page.number, page.paginator.num_pages, _query(context), parameter)}


@register.inclusion_tag(f"{PARTS}/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """Draw the list of everything wrong with the forms, each linked to its field. Else draws nothing."""
    return {"errors": [error for form in forms for error in found_in(form)]}


@register.simple_tag
def has_errors(*forms: Any) -> bool:
    """Say whether any of the forms was sent with something wrong."""
    return any(found_in(form) for form in forms)


@register.simple_tag
def field(bound: Any, **options: Any) -> SafeString:
    """Draw a field with its label, hint and error. The options are those of GovukBoundField.look."""
    for name, value in options.items():
        if name not in bound.look:
            raise template.TemplateSyntaxError(f"A field has no option {name!r}; choose from {', '.join(bound.look)}")
        bound.look[name] = value
    return bound.as_field_group()


@register.inclusion_tag(f"{PARTS}/filters.html", takes_context=True)
def filters(context: Context, form: BaseForm, clear_url: str = "?", open: bool = False) -> dict[str, Any]:
    """Draw a form whose answers narrow a list: sent by GET, each answer in force shown with a link that removes it."""
    query = _query(context)
    return {
        "form": form,
        "chosen": list(_chosen(form, query)),
        "clear_url": clear_url,
        "open": open,
        "kept": _kept(form, query),
    }


@register.inclusion_tag(f"{PARTS}/progress.html")
def progress(done: int, total: int, label: str) -> dict[str, Any]:
    """Draw how far a piece of work has come, in words and as a bar."""
    return {"done": done, "total": total, "label": label, "percent": min(100, done * 100 // total) if total else 0}


for block in (blocks.details, blocks.inset, blocks.warning, blocks.notification, blocks.panel, blocks.scrolling):
    register.simple_block_tag(block)


def _query(context: Context) -> list[tuple[str, str]]:
    request = context.get("request")
    return [(name, value) for name, values in request.GET.lists() for value in values] if request else []


def _kept(form: BaseForm, query: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What the query holds besides the form's own answers and the page number: the order, say."""
    names = {form.add_prefix(name) for name in form.fields}
    return [(name, value) for name, value in query if name not in names and name != "page"]


def _chosen(form: BaseForm, query: Sequence[tuple[str, str]]) -> Iterable[tuple[str, str, str]]:
    """Each answer in force: the field's label, the answer in words, the address without it."""
    for bound in form.visible_fields():
        labels = {str(value): text for value, text in getattr(bound.field, "choices", ())}
        for name, value in query:
            if name == bound.html_name and value:
                rest = [pair for pair in query if pair != (name, value) and pair[0] != "page"]
                yield str(bound.label), str(labels.get(value, value)), "?" + urlencode(rest)
