"""Examples of HTTP in a page: requests with their answers, and how an answer is compared.

Ids and names in the page are its own; what the server answers is told in those words first.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Person, Platform

WORKFLOW = "0198c5d2-7a10-7000-8000-000000000001"
ADA = "0198c5d2-7a10-7000-8000-0000000000a0"
BEN = "0198c5d2-7a10-7000-8000-0000000000b0"
VIEWER = "0198c5d2-7a10-7000-8000-0000000000c0"
BASE = "/api/v1"
_BLOCK = re.compile(r"^```http\n(.*?)^```", re.MULTILINE | re.DOTALL)
_VOLATILE = re.compile(r"_at$|^content_hash$|^size_bytes$|^next_cursor$|^request_id$")
_SHOWN_HEADERS = ("ETag", "Location", "Content-Disposition")


@dataclass(frozen=True)
class Message:
    """One request or answer as a page shows it."""

    first: str
    headers: dict[str, str]
    body: Any


def messages_in(page: Path) -> list[tuple[Message, Message]]:
    """Return the requests of a page with their answers."""
    found = [_message(text) for text in _BLOCK.findall(page.read_text("utf-8"))]
    return list(zip(found[::2], found[1::2], strict=True))


def _message(text: str) -> Message:
    head, _, body = text.partition("\n\n")
    first, *lines = head.strip().splitlines()
    headers = dict(line.split(": ", 1) for line in lines)
    return Message(first, headers, json.loads(body) if body.strip() else None)


@dataclass
class Story:
    """Who acts in a page, and what its ids stand for."""

    platform: Platform
    ada: Person
    ids: dict[str, str] = field(default_factory=dict)
    made: int = 0

    def tell(self, request: Message) -> Answer:
        """Send a request of the page."""
        method, path = request.first.split(" ")
        sent = json.loads(self._theirs(json.dumps(request.body)))
        return self.platform.ask(
            method,
            self._theirs(path.removeprefix(BASE)),
            by=self.ada,
            json=sent,
            headers=request.headers,
        )

    def heard(self, answer: Answer) -> Message:
        """Return an answer in the words of the page."""
        value = answer.json
        if answer.status == 201:
            self.made += 1
            self.ids[f"{WORKFLOW[:-1]}{self.made}"] = value["id"]
        shown = json.loads(self._ours(json.dumps(value)))
        headers = {
            name: self._ours(answer.headers[name])
            for name in _SHOWN_HEADERS
            if name in answer.headers
        }
        return Message(f"HTTP/1.1 {answer.status}", headers, steady(shown))

    def _theirs(self, text: str) -> str:
        for ours, theirs in self.ids.items():
            text = text.replace(ours, theirs)
        return text

    def _ours(self, text: str) -> str:
        for ours, theirs in self.ids.items():
            text = text.replace(theirs, ours)
        return text


def begin(platform: Platform) -> Story:
    """Make the tenant in which a page plays."""
    ada = platform.make_tenant()
    ben = platform.make_member(ada, "viewer")
    roles = platform.ask("GET", "/roles", by=ada).json["items"]
    viewer = next(role["id"] for role in roles if role["name"] == "viewer")
    names = {"Ada": _name(platform, ada), "Ben": _name(platform, ben)}
    return Story(platform, ada, {ADA: str(ada.id), BEN: str(ben.id), VIEWER: viewer, **names})


def _name(platform: Platform, who: Person) -> str:
    name: str = platform.ask("GET", f"/users/{who.id}", by=who).json["name"]
    return name


def steady(value: Any) -> Any:
    """Return a value without what differs from time to time; whether it is null stays."""
    if isinstance(value, dict):
        return {
            key: (None if inner is None else "…") if _VOLATILE.search(key) else steady(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [steady(inner) for inner in value]
    return value


def told(messages: list[tuple[Message, Message]], story: Story) -> Iterator[tuple[Message, ...]]:
    """Yield each request with the answer of the page and that of the server."""
    for request, promised in messages:
        answer = story.heard(story.tell(request))
        yield request, Message(promised.first, promised.headers, steady(promised.body)), answer
