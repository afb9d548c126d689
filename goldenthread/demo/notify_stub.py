"""A stand-in for GOV.UK Notify on this machine, for the demonstration and the tests: nothing leaves it.

It answers as Notify's version 2 answers do (tests/data/notify holds recorded ones): keys and tokens, templates and what
is missing of their personalisation, addresses it will not take, team-only keys. Kept in memory, gone when it stops.
Addresses at simulator.notify and two numbers fail as Notify's own simulator does.
"""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

from goldenthread.demo.notify_rules import Refused, checked, filled, shown, templates_of
from goldenthread.foundation import clock

SERVICE = "44a83b20-7f65-471e-b52d-8b5d21288d9c"
SECRETS = {"test": "0f8e9c53-6f0f-4a5c-9d0f-2d8a1c7f2b11", "team": "7a1c1e3d-2b77-4b0c-8a53-52c1c1c9f0aa"}
STATUSES = (
    "cancelled", "created", "sending", "sent", "delivered", "pending", "failed", "technical-failure",
    "temporary-failure", "permanent-failure", "pending-virus-check", "validation-failed", "virus-scan-failed",
    "returned-letter", "accepted", "received",
)  # fmt: skip
KEPT, SHOWN = 5_000, 100
_FAILS = {
    "perm-fail@simulator.notify": "permanent-failure", "temp-fail@simulator.notify": "temporary-failure",
    "07700900002": "permanent-failure", "07700900003": "temporary-failure",
}  # fmt: skip


@dataclass
class Held:
    """What the stub has taken and how it is to behave. `next_answers`: statuses to give instead of the next answers to
    something sent; `lose_answers`: how many to take and then answer with an error, as when the line breaks."""

    notifications: list[dict[str, Any]] = field(default_factory=list)
    next_answers: deque[int] = field(default_factory=deque)
    lose_answers: int = 0
    seconds_to_answer: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


class NotifyStub:
    """Use as a context, or `start` and `stop`. `url` and `key()` are what the settings are given."""

    def __init__(self, port: int = 0) -> None:
        self.held = Held()
        handler = type("Handler", (_Handler,), {"held": self.held})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="notify-stub", daemon=True
        )

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @staticmethod
    def key(kind: str = "test") -> str:
        """An API key as Notify writes one."""
        return f"gt_{kind}-{SERVICE}-{SECRETS[kind]}"

    def settings(self, kind: str = "test") -> dict[str, str]:
        """The product's setting NOTIFY for this stub."""
        email, text = (each["id"] for each in templates_of() if each["name"].startswith("Golden Thread"))
        return {"url": self.url, "key": self.key(kind), "email_template": email, "text_template": text}

    def start(self) -> NotifyStub:
        """Begin to answer."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop, and forget."""
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> NotifyStub:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


class _Handler(BaseHTTPRequestHandler):
    held: Held
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged."""

    def do_GET(self) -> None:
        """What there is."""
        self._answer(self._get)

    def do_POST(self) -> None:
        """Something to send, or to preview."""
        length = int(self.headers.get("Content-Length") or 0)
        self._body = self.rfile.read(length)
        self._answer(self._post)

    def _answer(self, how: Any) -> None:
        if self.path == "/" and self.command == "GET":
            self._show()
            return
        try:
            kind = self._who()
            status, said = how(kind)
        except Refused as refused:
            status = refused.status
            said = {"errors": [{"error": refused.error, "message": refused.message}], "status_code": status}
        self._send(status, "application/json", json.dumps(said).encode())

    def _show(self) -> None:
        """The last messages taken, newest first, for whoever looks at the demonstration."""
        with self.held.lock:
            kept = [(each["to"], each["content"]) for each in self.held.notifications[:-SHOWN:-1]]
        rule = "\n\n" + "-" * 72 + "\n\n"
        said = [f"To {to}\n{content.get('subject') or ''}\n\n{content['body']}" for to, content in kept]
        self._send(200, "text/plain; charset=utf-8", rule.join(said or ["Nothing has been sent yet."]).encode())

    def _send(self, status: int, kind: str, sent: bytes) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # whoever asked was killed

    def _who(self) -> str:
        """The kind of key the token was signed with."""
        token = (self.headers.get("Authorization") or "").partition("Bearer ")[2]
        if not token:
            raise Refused(401, "AuthError", "Unauthorized: authentication token must be provided")
        try:
            claims = jwt.decode(token, options={"verify_signature": False}, algorithms=["HS256"])
        except jwt.PyJWTError:
            raise Refused(
                403, "AuthError",
                "Invalid token: make sure your API token matches the example at "
                "https://docs.notifications.service.gov.uk/rest-api.html#authorisation-header",
            ) from None  # fmt: skip
        if claims.get("iss") != SERVICE:
            raise Refused(403, "AuthError", "Invalid token: service not found")
        if abs(clock.true_now().timestamp() - int(claims.get("iat", 0))) > 30:
            raise Refused(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds")
        for kind, secret in SECRETS.items():
            try:
                jwt.decode(token, secret, algorithms=["HS256"], options={"verify_iat": False})
            except jwt.PyJWTError:
                continue
            return kind
        raise Refused(403, "AuthError", "Invalid token: API key not found")

    def _get(self, kind: str) -> tuple[int, dict[str, Any]]:
        asked = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        place = asked.path.removeprefix("/v2/").split("/")
        match place:
            case ["notifications"]:
                return 200, self._list(query)
            case ["notifications", found]:
                with self.held.lock:
                    for each in self.held.notifications:
                        if each["id"] == found:
                            _goes_on(each)
                            return 200, _public(each)
                raise Refused(404, "NoResultFound", "No result found")
            case ["templates"]:
                return 200, {"templates": [shown(each) for each in templates_of()]}
            case ["template", found]:
                return 200, shown(_template(found))
            case ["received-text-messages"]:
                return 200, {"links": {"current": f"{self._here()}{asked.path}"}, "received_text_messages": []}
        raise Refused(404, "NoResultFound", "No result found")

    def _list(self, query: dict[str, str]) -> dict[str, Any]:
        status = query.get("status")
        if status is not None and status not in STATUSES:
            raise Refused(400, "ValidationError", f"status {status} is not one of [{', '.join(STATUSES)}]")
        with self.held.lock:
            found = [
                _public(each)
                for each in reversed(self.held.notifications)
                if query.get("reference") in (None, each["reference"])
            ]
        links = {"current": f"{self._here()}{self.path}"}
        if found:
            links["next"] = f"{links['current']}{'&' if query else '?'}older_than={found[-1]['id']}"
        return {"links": links, "notifications": found}

    def _post(self, kind: str) -> tuple[int, dict[str, Any]]:
        try:
            given = json.loads(self._body)
            assert isinstance(given, dict)
        except (ValueError, AssertionError):
            raise Refused(400, "BadRequestError", "Invalid JSON supplied in POST data") from None
        place = urlsplit(self.path).path.removeprefix("/v2/").split("/")
        match place:
            case ["template", found, "preview"]:
                template = _template(found)
                return 200, {**filled(template, given.get("personalisation") or {}), "id": found, "version": 1,
                             "postage": None, "type": template["type"]}  # fmt: skip
            case ["notifications", ("email" | "sms") as way]:
                return self._take(way, given, kind)
        raise Refused(404, "NoResultFound", "No result found")

    def _take(self, way: str, given: dict[str, Any], kind: str) -> tuple[int, dict[str, Any]]:
        if self.held.next_answers:
            _fail(self.held.next_answers.popleft())
        made = checked(way, given, team_only=kind == "team")
        identity = str(uuid.uuid4())
        kept = {
            **made, "id": identity, "reference": given.get("reference"), "status": "created", "type": way,
            "to": given.get("email_address") or given.get("phone_number"), "given": given,
        }  # fmt: skip
        with self.held.lock:
            self.held.notifications.append(kept)
            del self.held.notifications[:-KEPT]
            lost = self.held.lose_answers > 0
            self.held.lose_answers -= lost
        time.sleep(self.held.seconds_to_answer)
        if lost:
            _fail(500)
        template = made["template"]
        return 201, {
            "content": made["content"], "id": identity, "reference": given.get("reference"), "scheduled_for": None,
            **({"sanitised_content": made["sanitised"]} if way == "email" else {}),
            "template": {
                "id": template["id"], "version": 1,
                "uri": f"{self._here()}/services/{SERVICE}/templates/{template['id']}",
            },
            "uri": f"{self._here()}/v2/notifications/{identity}",
        }  # fmt: skip

    def _here(self) -> str:
        return f"http://{self.headers.get('Host', '127.0.0.1')}"


def _template(found: str) -> dict[str, Any]:
    for each in templates_of():
        if each["id"] == found:
            return each
    raise Refused(404, "NoResultFound", "No result found")


def _fail(status: int) -> None:
    if status == 429:
        raise Refused(429, "RateLimitError", "Exceeded rate limit for key type TEST of 3000 requests per 60 seconds")
    raise Refused(status, "Exception", "Internal server error")


def _goes_on(kept: dict[str, Any]) -> None:
    """Asked after, a message has arrived, or failed as the simulator's addresses do."""
    kept["status"] = _FAILS.get(str(kept["to"]).replace(" ", ""), "delivered")


def _public(kept: dict[str, Any]) -> dict[str, Any]:
    """As Notify shows what it took."""
    email, template = kept["type"] == "email", kept["template"]
    return {
        "id": kept["id"], "reference": kept["reference"], "status": kept["status"], "type": kept["type"],
        "body": kept["content"]["body"], "subject": kept["content"].get("subject"),
        "email_address": kept["to"] if email else None, "phone_number": None if email else kept["to"],
        "one_click_unsubscribe_url": kept["given"].get("one_click_unsubscribe_url"),
        "template": {"id": template["id"], "version": 1, "uri": f"/v2/template/{template['id']}/version/1"},
        "created_at": "2026-11-22T04:18:27.400794Z", "sent_at": None, "completed_at": None, "scheduled_for": None,
        "created_by_name": None, "postage": None, "postcode": None, "cost_details": {}, "cost_in_pounds": 0.0,
        "is_cost_data_ready": True, **{f"line_{number}": None for number in range(1, 7)},
    }  # fmt: skip
