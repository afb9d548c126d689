"""Parts that go around a page's own words: `{% details "Why" %}...{% enddetails %}`. The gt library registers them."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def details(content: str, summary: str, open: bool = False) -> SafeString:
    """Draw words the reader may open. `{% details "Why" %}...{% enddetails %}`"""
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        mark_safe(" open") if open else "", summary, mark_safe(content),
    )  # fmt: skip


def inset(content: str) -> SafeString:
    """Draw words set apart from the rest. `{% inset %}...{% endinset %}`"""
    return format_html('<div class="govuk-inset-text">{}</div>', mark_safe(content))


def warning(content: str, spoken: str = "Warning") -> SafeString:
    """Draw a warning that follows from what the reader does or leaves. `{% warning %}...{% endwarning %}`"""
    return format_html(
        '<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span>'
        '<strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">{}</span> {}</strong></div>',
        spoken, mark_safe(content),
    )  # fmt: skip


def notification(
    content: str, title: str = "", success: bool = False, id: str = "govuk-notification-banner-title"
) -> SafeString:
    """Draw a banner. `{% notification "Saved" success=True %}...{% endnotification %}`; two on a page need two ids."""
    return format_html(
        '<div class="govuk-notification-banner{}" role="{}" aria-labelledby="{}"'
        ' data-module="govuk-notification-banner"><div class="govuk-notification-banner__header">'
        '<h2 class="govuk-notification-banner__title" id="{}">{}</h2></div>'
        '<div class="govuk-notification-banner__content">{}</div></div>',
        " govuk-notification-banner--success" if success else "", "alert" if success else "region", id,
        id, title or ("Success" if success else "Important"), mark_safe(content),
    )  # fmt: skip


def panel(content: str, title: str) -> SafeString:
    """Draw the confirmation at the end of a task. `{% panel "Import applied" %}...{% endpanel %}`"""
    body = format_html('<div class="govuk-panel__body">{}</div>', mark_safe(content)) if content.strip() else ""
    return format_html(
        '<div class="govuk-panel govuk-panel--confirmation"><h1 class="govuk-panel__title">{}</h1>{}</div>', title, body
    )


def scrolling(content: str, label: str) -> SafeString:
    """Let something wide scroll by itself: `{% scrolling "Caseload" %}<table>...{% endscrolling %}`"""
    return format_html(
        '<div class="gt-scroll" role="region" aria-label="{}" tabindex="0">{}</div>', label, mark_safe(content)
    )
