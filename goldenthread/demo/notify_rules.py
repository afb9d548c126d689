"""What GOV.UK Notify takes and refuses, as its recorded answers show: for the stand-in, not for the product."""

from __future__ import annotations

import re
import uuid
from typing import Any

_TIMES = ("2026-11-22T04:17:39.518438Z", "2026-11-22T04:17:39.531116Z")
_NEWSLETTER, _REMINDER = "a3f9bbc1-777f-4882-9c22-df319126c5f1", "345465a4-4cf1-4631-a484-6c449e885a88"
_OURS_EMAIL, _OURS_TEXT = "5b0d5b8e-34a3-4c51-9d0c-0a6f3f7a1c01", "5b0d5b8e-34a3-4c51-9d0c-0a6f3f7a1c02"
_PLACE = re.compile(r"\(\((\w+)\)\)")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PROPERTIES = {
    "email": {
        "email_address", "template_id", "personalisation", "reference", "email_reply_to_id", "scheduled_for",
        "one_click_unsubscribe_url", "sanitise_content_for",
    },
    "sms": {"phone_number", "template_id", "personalisation", "reference", "sms_sender_id", "scheduled_for"},
}  # fmt: skip
LONGEST_TEXT = 918


class Refused(Exception):
    """An error as Notify gives it."""

    def __init__(self, status: int, error: str, message: str) -> None:
        super().__init__(message)
        self.status, self.error, self.message = status, error, message


def templates_of() -> list[dict[str, Any]]:
    """Two of the recorded answers, and the two the product needs: an email and a text made of what it is given."""
    made = (
        (_NEWSLETTER, "email", "Newsletter", "Hello ((name))",
         "Dear ((name)),\n\nRead ((link))\n\nUnsubscribe: ((unsub))"),
        (_REMINDER, "sms", "Reminder", None, "Hi ((name)), please tell us what you think"),
        (_OURS_EMAIL, "email", "Golden Thread email", "((subject))", "((body))"),
        (_OURS_TEXT, "sms", "Golden Thread text", None, "((body))"),
    )  # fmt: skip
    return [
        {"id": identity, "type": kind, "name": name, "subject": subject, "body": body}
        for identity, kind, name, subject, body in made
    ]


def shown(template: dict[str, Any]) -> dict[str, Any]:
    """A template as Notify lists it."""
    return {
        **template, "created_at": _TIMES[0], "updated_at": _TIMES[1], "version": 1, "postage": None,
        "created_by": "notify-service-user@digital.cabinet-office.gov.uk", "letter_contact_block": None,
        "personalisation": {name: {"required": True} for name in sorted(_places(template))},
    }  # fmt: skip


def checked(way: str, given: dict[str, Any], *, team_only: bool) -> dict[str, Any]:
    """The message as it would be sent: `content`, `template`, `sanitised`. Raises Refused."""
    _shape(way, given)
    template = next((each for each in templates_of() if each["id"] == given["template_id"]), None)
    if template is None:
        raise Refused(400, "BadRequestError", "Template not found")
    if template["type"] != way:
        raise Refused(
            400, "BadRequestError", f"{template['type']} template is not suitable for {way} notification"
        )  # fmt: skip
    if team_only:
        raise Refused(400, "BadRequestError", "Can’t send to this recipient using a team-only API key")
    sanitised = {
        name: {"unsanitised": text, "sanitised": _sanitised(text)}
        for name in given.get("sanitise_content_for") or ()
        if isinstance(text := (given.get("personalisation") or {}).get(name), str)
    }
    values = {**(given.get("personalisation") or {}), **{name: each["sanitised"] for name, each in sanitised.items()}}
    content = filled(template, values)
    content.pop("html", None)
    if way == "sms":
        content = {"body": content["body"], "from_number": "development"}
        if len(content["body"]) > LONGEST_TEXT:
            raise Refused(
                400, "BadRequestError",
                f"Your message is too long. Text messages cannot be longer than {LONGEST_TEXT} characters. "
                f"Your message is {len(content['body'])} characters long.",
            )  # fmt: skip
    else:
        content |= {
            "from_email": "send.register.e86733@notify.tools",
            "one_click_unsubscribe_url": given.get("one_click_unsubscribe_url"),
        }
    return {"content": content, "template": template, "sanitised": sanitised}


def filled(template: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """Subject, body and HTML of a template with its values in place. Raises Refused where one is missing."""
    missing = [name for name in _places(template) if name not in values]
    if missing:
        raise Refused(400, "BadRequestError", f"Missing personalisation: {', '.join(missing)}")
    body = _PLACE.sub(lambda found: _in_body(values[found[1]]), template["body"])
    subject = template["subject"] and _PLACE.sub(lambda found: _in_line(values[found[1]]), template["subject"])
    return {"body": body, "subject": subject, "html": _html(body)}


def _places(template: dict[str, Any]) -> list[str]:
    """Names in a template in the order they are met, subject first."""
    return list(dict.fromkeys(_PLACE.findall(f"{template['subject'] or ''}\n{template['body']}")))


def _in_body(value: Any) -> str:
    return "\n\n" + "\n".join(f"* {each}" for each in value) if isinstance(value, list) else str(value)


def _in_line(value: Any) -> str:
    return " and ".join(map(str, value)) if isinstance(value, list) else str(value)


def _sanitised(text: str) -> str:
    without = re.sub(r"https?://[^\s)\]]+", "", text)
    return re.sub(r"([\[\]()])", r"\\\1", without)


def _html(body: str) -> str:
    style = "Margin: 0 0 20px 0; font-size: 19px; line-height: 25px; color: #0B0C0C;"
    link = r'<a style="word-wrap: break-word; color: #1D70B8;" href="\g<0>">\g<0></a>'
    return "".join(
        f'<p style="{style}">{re.sub(r"https?://[^ ]+", link, part)}</p>' for part in body.split("\n\n")
    )  # fmt: skip


def _shape(way: str, given: dict[str, Any]) -> None:
    """What Notify's schemas say, in the order it says it."""
    unknown = sorted(set(given) - _PROPERTIES[way])
    if unknown:
        _invalid(f"Additional properties are not allowed ({unknown[0]} was unexpected)")
    if "template_id" not in given:
        _invalid("template_id is a required property")
    try:
        uuid.UUID(str(given["template_id"]))
    except ValueError:
        _invalid("template_id is not a valid UUID")
    unsubscribe = given.get("one_click_unsubscribe_url")
    if unsubscribe is not None and not str(unsubscribe).startswith("https://"):
        _invalid("one_click_unsubscribe_url is not a valid https url")
    if way == "email" and not _EMAIL.fullmatch(str(given.get("email_address", ""))):
        _invalid("email_address Not a valid email address")
    if way == "sms":
        _number(str(given.get("phone_number", "")))


def _number(number: str) -> None:
    digits = re.sub(r"\D", "", number)
    digits = "0" + digits[2:] if digits.startswith("44") else digits
    if len(digits) < 10:
        _invalid("phone_number Not enough digits")
    if not digits.startswith("07"):
        raise Refused(400, "InvalidPhoneError", "Not a UK mobile number")


def _invalid(message: str) -> None:
    raise Refused(400, "ValidationError", message)
