"""Every field at its limit and one beyond it; bytes that are no text, no request, no document."""

from typing import Any

import orjson
import pytest

from tests.integration.workflows.making import DOCUMENT, Json, make, save_draft
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Person, Platform

AT_LIMIT: dict[str, Json] = {
    "name": {"name": "n" * 200},
    "wide name": {"name": "🧵" * 200},
    "name with spaces around": {"name": f"  {'n' * 200}  "},
    "description": {"description": "d" * 5_000},
    "lines in the description": {"description": "one\n\ttwo"},
    "tag": {"tags": ["t" * 50]},
    "tags": {"tags": [f"t{at}" for at in range(50)]},
    "look-alikes": {"name": "\u03a1\u0430y\u0440\u043ell"},
    "right to left": {"name": "שלום"},
}
BEYOND: dict[str, Json] = {
    "name": {"name": "n" * 201},
    "no name": {"name": ""},
    "blank name": {"name": "   "},
    "name of another type": {"name": 3},
    "name null": {"name": None},
    "NUL in the name": {"name": "a\0b"},
    "line end in the name": {"name": "a\nb"},
    "direction in the name": {"name": "a\u202eb"},
    "name that grows": {"name": "\ufb2c" * 200},
    "description": {"description": "d" * 5_001},
    "description that grows": {"description": "\ufb2c" * 5_000},
    "NUL in the description": {"description": "\0"},
    "tag": {"tags": ["t" * 51]},
    "empty tag": {"tags": [""]},
    "NUL in a tag": {"tags": ["\0"]},
    "too many tags": {"tags": [f"t{at}" for at in range(51)]},
    "tags of another type": {"tags": "a"},
    "visibility": {"visibility": "public"},
    "tenant_id": {"tenant_id": "01890000-0000-7000-8000-000000000000"},
    "owner_id": {"owner_id": "01890000-0000-7000-8000-000000000000"},
    "is_admin": {"is_admin": True},
    "version": {"version": 7},
    "document of another type": {"document": []},
}


def create(platform: Platform, by: Person, more: Json) -> Answer:
    body: Json = {"name": "W", "document": DOCUMENT, **more}
    return platform.ask("POST", "/workflows", by=by, json=body)


@pytest.mark.parametrize("more", AT_LIMIT.values(), ids=list(AT_LIMIT))
def test_a_field_is_taken_at_its_limit(platform: Platform, more: Json) -> None:
    owner = platform.make_tenant()

    made = create(platform, owner, more)

    assert made.status == 201, made.body
    assert platform.ask("GET", f"/workflows/{made.json['id']}", by=owner).json == made.json


@pytest.mark.parametrize("more", BEYOND.values(), ids=list(BEYOND))
def test_a_field_beyond_its_limit_is_refused(platform: Platform, more: Json) -> None:
    owner = platform.make_tenant()
    made = make(platform, owner)

    created = create(platform, owner, more)
    changed = platform.ask(
        "PUT", f"/workflows/{made['id']}", by=owner, json=more, headers={"If-Match": "*"}
    )

    assert created.status == 422
    assert changed.status == (200 if more == {"name": None} else 422)
    assert len(platform.ask("GET", "/workflows", by=owner).json["items"]) == 1


@pytest.mark.parametrize(("length", "status"), [(1_000, 200), (1_001, 422)], ids=["at", "beyond"])
@pytest.mark.parametrize("path", ["publish", "rollback"])
def test_a_note_has_a_limit(platform: Platform, path: str, length: int, status: int) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]
    save_draft(platform, owner, id_, {"nodes": [], "edges": []})
    body = {"note": "n" * length, **({"version": 1} if path == "rollback" else {})}

    answer = platform.ask("POST", f"/workflows/{id_}/{path}", by=owner, json=body)

    assert answer.status == status


def nested(depth: int) -> Any:
    """A list, so many deep."""
    value: Any = []
    for _ in range(depth - 1):
        value = [value]
    return value


@pytest.mark.parametrize(("depth", "status"), [(109, 200), (110, 422)], ids=["at", "beyond"])
def test_a_draft_is_110_deep_at_most(platform: Platform, depth: int, status: int) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]
    body = {"document": {"x": nested(depth)}}

    answer = platform.ask(
        "PUT", f"/workflows/{id_}/draft", by=owner, json=body, headers={"If-Match": "*"}
    )

    assert answer.status == status, answer.body
    assert answer.code in {None, "limit_exceeded"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"name": "a", "name": "b"}', 400),
        (b'{"name": "\\ud800"}', 400),
        (b'{"name": "a"', 400),
        (b"\xff\xfe", 400),
        (b'{"name": NaN}', 400),
        (b'{"name": "a", "document": ' + b"[" * 150 + b"]" * 150 + b"}", 422),
        (b"[]", 422),
        (b"null", 422),
        (b"", 422),
    ],
    ids=["key twice", "surrogate", "cut", "no utf-8", "NaN", "deep", "list", "null", "empty"],
)
def test_a_body_that_is_no_request_is_refused(platform: Platform, body: bytes, status: int) -> None:
    owner = platform.make_tenant()

    answer = platform.ask(
        "POST", "/workflows", by=owner, body=body, headers={"content-type": "application/json"}
    )

    assert answer.status == status, answer.body


@pytest.mark.parametrize(("extra", "status"), [(0, 200), (1, 413)], ids=["at", "beyond"])
def test_a_body_is_10_mib_at_most(platform: Platform, extra: int, status: int) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]
    head, tail = b'{"document":{"x":"', b'"}}'
    body = head + b"x" * (10 * 1024 * 1024 + extra - len(head) - len(tail)) + tail
    headers = {"content-type": "application/json", "If-Match": "*"}

    answer = platform.ask("PUT", f"/workflows/{id_}/draft", by=owner, body=body, headers=headers)

    assert answer.status == status
    if status == 200:
        draft = platform.ask("GET", f"/workflows/{id_}/draft", by=owner)
        assert orjson.dumps({"document": draft.json["document"]}) == body


@pytest.mark.parametrize("id_", ["x", "1", "%00", "../users", "null", "0" * 33])
def test_an_id_in_a_path_is_a_uuid(platform: Platform, id_: str) -> None:
    owner = platform.make_tenant()

    answer = platform.ask("GET", f"/workflows/{id_}", by=owner)

    assert answer.status in {400, 404, 422}
    assert answer.json["code"] in {"invalid_request", "bad_path", "not_found"}


@pytest.mark.parametrize("number", [0, -1, 2_147_483_648, 10**30, "x", None, 1.5])
def test_the_number_of_a_version_has_a_range(platform: Platform, number: Any) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)["id"]

    got = platform.ask("GET", f"/workflows/{id_}/versions/{number}", by=owner)
    back = platform.ask(
        "POST",
        f"/workflows/{id_}/rollback",
        by=owner,
        body=orjson.dumps({"version": number if number != 10**30 else 1e30}),
        headers={"content-type": "application/json"},
    )

    assert (got.status, back.status) == (422, 422)
