"""Files of executions through the API: a list, and downloads that no browser shows as a page."""

import hashlib

import pytest
from starlette.types import Message, Receive, Scope, Send

from tests.integration.executions.making import as_owner, path_of
from tests.integration.files.holding import hold, keep, listed
from thaiyyal.testing.api import ask
from thaiyyal.testing.files_contract import content
from thaiyyal.testing.platform import Platform


def test_a_list_shows_files_in_the_order_in_which_they_came(platform: Platform) -> None:
    owner = platform.make_tenant()
    execution = hold(platform, owner)
    kept = [keep(platform, owner, execution, name.encode(), name) for name in ("b", "a", "c")]

    found = listed(platform, owner, execution)

    assert [one["name"] for one in found] == ["b", "a", "c"]
    assert [one["sha256"] for one in found] == [one.sha256 for one in kept]
    assert {**found[0], "created_at": None} == {
        "sha256": hashlib.sha256(b"b").hexdigest(),
        "size_bytes": 1,
        "name": "b",
        "media_type": "text/plain",
        "created_at": None,
    }


def test_a_list_comes_in_pages(platform: Platform) -> None:
    owner = platform.make_tenant()
    execution = hold(platform, owner)
    for name in ("a", "b", "c"):
        keep(platform, owner, execution, name.encode(), name)
    path = f"{path_of(execution)}/files?limit=2"

    first = platform.ask("GET", path, by=owner).json
    second = platform.ask("GET", f"{path}&cursor={first['next_cursor']}", by=owner).json

    assert [[one["name"] for one in page["items"]] for page in (first, second)] == [
        ["a", "b"],
        ["c"],
    ]
    assert second["next_cursor"] is None
    assert platform.ask("GET", f"{path}&cursor=x", by=owner).status == 422


def test_a_download_is_an_attachment_with_the_whole_content(platform: Platform) -> None:
    owner = platform.make_tenant()
    execution, data = hold(platform, owner), content(2_300_000)
    kept = keep(platform, owner, execution, data, 'Zoë "5".html')

    answer = platform.ask("GET", f"{path_of(execution)}/files/{kept.sha256}", by=owner)

    assert (answer.status, answer.body) == (200, data)
    headers = answer.headers
    assert headers["content-length"] == "2300000"
    assert headers["content-type"] == "application/octet-stream"
    assert headers["content-disposition"] == (
        "attachment; filename=\"Zo_ _5_.html\"; filename*=UTF-8''Zo%C3%AB%20_5_.html"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["etag"] == f'"{kept.sha256}"'
    assert "content-encoding" not in headers


@pytest.mark.parametrize("known", ["*", '"{0}"', 'W/"{0}"', '"x", "{0}"'])
def test_a_content_that_is_known_is_not_sent_again(platform: Platform, known: str) -> None:
    owner = platform.make_tenant()
    execution = hold(platform, owner)
    kept = keep(platform, owner, execution, b"known")
    headers = {"If-None-Match": known.format(kept.sha256)}

    path = f"{path_of(execution)}/files/{kept.sha256}"
    answer = platform.ask("GET", path, by=owner, headers=headers)

    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers["etag"] == f'"{kept.sha256}"'


def test_a_file_is_not_found_elsewhere(platform: Platform) -> None:
    owner, other = platform.make_tenant(), platform.make_tenant()
    execution = hold(platform, owner)
    digest = keep(platform, owner, execution, b"mine").sha256
    elsewhere = hold(platform, owner)
    own = f"{path_of(execution)}/files/"
    wrong = f"/workflows/{elsewhere['workflow_id']}/executions/{execution['id']}/files/{digest}"

    answers = [
        platform.ask("GET", own + "0" * 64, by=owner),
        platform.ask("GET", f"{path_of(elsewhere)}/files/{digest}", by=owner),
        platform.ask("GET", wrong, by=owner),
        platform.ask("GET", own + digest, by=other),
    ]

    assert [answer.status for answer in answers] == [404, 404, 404, 404]
    bad = ("x", digest.upper(), digest + "0", "..%2F..%2Fetc%2Fpasswd")
    refused = [platform.ask("GET", own + one, by=owner).status for one in bad]
    assert refused == [422, 422, 422, 400]


def test_who_may_not_see_the_execution_may_not_see_its_files(platform: Platform) -> None:
    owner = platform.make_tenant()
    execution = hold(platform, owner)
    digest = keep(platform, owner, execution, b"mine").sha256
    as_owner(
        platform,
        "UPDATE workflows SET visibility = 'private' WHERE id = %s",
        [execution["workflow_id"]],
    )
    viewer = platform.make_member(owner, "viewer")

    for path in ("/files", f"/files/{digest}"):
        assert platform.ask("GET", path_of(execution) + path, by=viewer).status == 404


def test_a_download_is_sent_piece_by_piece(platform: Platform) -> None:
    owner = platform.make_tenant()
    execution = hold(platform, owner)
    kept = keep(platform, owner, execution, content(2_500_000))
    sent: list[int] = []

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        async def watching(message: Message) -> None:
            sent.append(len(message.get("body", b"")))
            await send(message)

        await platform.web.asgi(scope, receive, watching)

    answer = platform.run(
        ask(
            watched,
            "GET",
            f"/api/v1{path_of(execution)}/files/{kept.sha256}",
            headers=owner.headers,
        )
    )

    assert len(answer.body) == 2_500_000
    assert max(sent) == 1_048_576
