"""The stand-in for GOV.UK Notify answers as Notify does: each recorded answer, asked of it again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
import requests

from goldenthread.demo.notify_stub import SECRETS, SERVICE, NotifyStub
from goldenthread.foundation import clock

RECORDED = json.loads((Path(__file__).parents[1] / "data/notify/golden_v2_responses.json").read_text())
BROKEN_TOKENS = {
    "no_auth": None,
    "garbage_token": "not.a.token",
    "wrong_secret": ("00000000-0000-4000-8000-000000000000", SERVICE),
    "unknown_service": (SECRETS["test"], "00000000-0000-4000-8000-000000000001"),
}
# What is another each time: ids made when something is taken, and the moment.
CHANGES = {"id", "uri", "created_at", "updated_at", "current", "next", "from_email"}


@pytest.fixture
def stub() -> Iterator[NotifyStub]:
    with NotifyStub() as made:
        yield made


def token(name: str, kind: str) -> str | None:
    broken = BROKEN_TOKENS.get(name, (SECRETS[kind], SERVICE))
    if broken is None or isinstance(broken, str):
        return broken
    secret, service = broken
    return jwt.encode({"iss": service, "iat": int(clock.true_now().timestamp())}, secret, algorithm="HS256")


def ask(stub: NotifyStub, recorded: dict[str, Any]) -> requests.Response:
    asked = recorded["request"]
    given = token(recorded["name"], asked["key"])
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {given}"} if given else {})
    body = "{not json" if recorded["name"] == "bad_json" else json.dumps(asked["body"]) if asked["body"] else None
    return requests.request(
        asked["method"], stub.url + asked["path"], params=asked["params"], data=body, headers=headers, timeout=5
    )


def alike(said: Any) -> Any:
    if isinstance(said, dict):
        return {name: alike(value) for name, value in said.items() if name not in CHANGES}
    return [alike(each) for each in said] if isinstance(said, list) else said


@pytest.mark.parametrize("recorded", RECORDED, ids=[each["name"] for each in RECORDED])
def test_each_recorded_question_is_answered_as_notify_answered_it(stub: NotifyStub, recorded: dict[str, Any]) -> None:
    first = next(each for each in RECORDED if each["name"] == "email_ok")
    if recorded["name"] in ("get_one", "list_reference"):
        taken = ask(stub, first).json()["id"]
        path = recorded["request"]["path"].replace(first["response"]["id"], taken)
        recorded = {**recorded, "request": {**recorded["request"], "path": path}}
        stub.held.notifications[-1]["status"] = "created"
    answer = ask(stub, recorded)
    assert answer.status_code == recorded["status"], answer.text
    said, expected = alike(answer.json()), alike(recorded["response"])
    if recorded["name"] == "get_one":
        said["status"] = expected["status"]  # asked after, the stand-in's messages arrive at once
    if recorded["name"] == "templates":
        said["templates"] = [each for each in said["templates"] if not each["name"].startswith("Golden Thread")]
    assert said == expected
