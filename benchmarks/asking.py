"""The clients of a benchmark: people of the cast who step in, and ask for one page after another, several at once."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from time import perf_counter
from urllib.parse import urlencode

_TIMING = re.compile(r"(\w+);dur=([\d.]+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """One page: what kind, where, how it was answered. Milliseconds; `weight` in bytes as sent, headers left out."""

    kind: str
    path: str
    status: int
    server: float
    cpu: float
    waited: float
    queries: int
    weight: int


@dataclass(slots=True)
class Person:
    """Somebody at a browser: one connection kept open, their cookies, nothing else kept."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> tuple[http.client.HTTPResponse, bytes, float]:
        """The answer, its body as sent, and how long it took from here in milliseconds."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {
            "Accept-Encoding": "gzip",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        body = None
        if form is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"http://127.0.0.1:{self.port}/",
            }
            body = urlencode(form)
        began = perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        waited = (perf_counter() - began) * 1000
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer, content, waited

    def step_in(self, name: str) -> None:
        """Become this member of the cast. Raises LookupError when the page does not offer them."""
        _, page, _ = self.ask("GET", "/demo/")
        text = page.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        for place, form in re.findall(r'action="(/demo/step-in/[^"]+)"(.*?)</form>', text, re.S):
            if name in form and token:
                answer, _, _ = self.ask("POST", place, {"csrfmiddlewaretoken": token[1]})
                if answer.status == 302:
                    return
        raise LookupError(f"{name} could not be stepped into.")

    def measure(self, kind: str, path: str) -> Asked:
        """Ask for a page and keep how it went."""
        answer, content, waited = self.ask("GET", path)
        timing = dict(_TIMING.findall(answer.getheader("Server-Timing", "")))
        return Asked(
            kind, path, answer.status, float(timing.get("total", 0)), float(timing.get("cpu", 0)), waited,
            int(timing.get("queries", 0)), len(content),
        )  # fmt: skip


def all_at_once(port: int, parts: Sequence[tuple[str, Iterator[tuple[str, str]]]], pages_each: int) -> list[Asked]:
    """Everybody in `parts` (one of the cast, and what they ask for) steps in; then all ask without a pause between."""
    people = []
    for name, wanted in parts:
        person = Person(port)
        person.step_in(name)
        people.append((person, wanted))

    def ask_for(part: tuple[Person, Iterator[tuple[str, str]]]) -> list[Asked]:
        person, wanted = part
        return [person.measure(kind, path) for kind, path in islice(wanted, pages_each)]

    with ThreadPoolExecutor(len(people)) as several:
        return [asked for theirs in several.map(ask_for, people) for asked in theirs]


def middle_and_most(numbers: Sequence[float]) -> tuple[float, float]:
    """The median and the 95th percentile, each a number that was measured."""
    ranked = sorted(numbers)
    return ranked[len(ranked) // 2], ranked[min(len(ranked) - 1, -(-len(ranked) * 95 // 100) - 1)]
