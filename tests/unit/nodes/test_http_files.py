"""The http node saves bodies as files, and sends files again, over the real client."""

import asyncio
import hashlib
from pathlib import Path
from typing import Any

import pytest

from thaiyyal.outbound import AddressPolicy, Rules
from thaiyyal.outbound.directory import DirectoryFiles
from thaiyyal.sdk import Emit, Limits, Request, Response, StepError
from thaiyyal.sdk.files import Files
from thaiyyal.testing.files_contract import content, save, whole
from thaiyyal.testing.http_run import http_params, run_http
from thaiyyal.testing.local_server import LOOPBACK, Answer, LocalServer, Received
from thaiyyal.testing.way_out import WayOut

MOST = 200_000
DATA = content(150_000)


class ClosingWayOut(WayOut):
    """Closes its connections behind every request, as an execution does at its end."""

    async def send(self, request: Request) -> Response:
        try:
            return await super().send(request)
        finally:
            await self.aclose()


@pytest.fixture
def files(tmp_path: Path) -> DirectoryFiles:
    return DirectoryFiles(tmp_path, MOST)


def serve(request: Received) -> Answer:
    """Serve files by their paths; /echo gives back what it was sent."""
    match request.path:
        case "/report.pdf":
            return Answer(200, DATA, (("Content-Type", "application/pdf"),))
        case "/named":
            disposition = "attachment; filename=\"x\"; filename*=UTF-8''..%2F%C3%BC.csv"
            return Answer(200, DATA, (("Content-Disposition", disposition),))
        case "/moved":
            return Answer(302, b"x" * 50, (("Location", "/report.pdf"),))
        case "/large":
            return Answer(200, content(int(dict(request.query)["size"])))
        case "/echo":
            return Answer(200, request.body, (("X-Length", request.headers["content-length"]),))
    return Answer(404, b'{"reason": "gone"}', (("Content-Type", "application/json"),))


def ask(data: dict[str, Any], files: Files | None, value: Any = None, **limits: int) -> Emit:
    """Run an http node against the server; ``url`` is a path."""
    with LocalServer(serve) as server:
        outbound = ClosingWayOut(Rules(AddressPolicy([LOOPBACK])), files=files)
        asked = {**data, "url": server.url + data["url"]}
        return run_http(asked, outbound, value, limits=Limits(file_bytes=MOST, **limits))


def refused(data: dict[str, Any], files: Files | None, value: Any = None) -> str:
    with pytest.raises(StepError) as caught:
        ask(data, files, value)
    return caught.value.code


def test_a_body_becomes_a_file_and_the_value_says_which(files: DirectoryFiles) -> None:
    emit = ask({"url": "/report.pdf", "save_as": "{{ input.name }}.pdf"}, files, {"name": "May"})

    digest = hashlib.sha256(DATA).hexdigest()
    assert emit.value == {
        "file": {
            "sha256": digest,
            "size_bytes": 150_000,
            "name": "May.pdf",
            "media_type": "application/pdf",
        }
    }
    assert emit.meta is not None
    assert emit.meta["bytes"] == 150_000
    assert asyncio.run(whole(files, digest)) == DATA


@pytest.mark.parametrize(
    ("path", "name"), [("/report.pdf", "report.pdf"), ("/moved", "report.pdf"), ("/named", "ü.csv")]
)
def test_without_a_name_a_file_has_the_one_that_the_server_gives(
    files: DirectoryFiles, path: str, name: str
) -> None:
    value: Any = ask({"url": path, "save_as": ""}, files).value

    assert value["file"]["name"] == name
    assert value["file"]["size_bytes"] == 150_000


def test_the_full_response_has_the_file_for_its_body(files: DirectoryFiles) -> None:
    value: Any = ask({"url": "/report.pdf", "save_as": "", "full_response": True}, files).value

    assert value["status"] == 200
    assert value["body"]["file"]["name"] == "report.pdf"


def test_a_bad_answer_is_no_file(files: DirectoryFiles, tmp_path: Path) -> None:
    kept = {"url": "/missing", "save_as": "a"}

    assert refused(kept, files) == "http_status"
    value: Any = ask({**kept, "full_response": True}, files).value
    assert value["body"] == {"reason": "gone"}
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_the_limit_is_kept_and_one_byte_more_is_not(
    files: DirectoryFiles, tmp_path: Path
) -> None:
    value: Any = ask({"url": f"/large?size={MOST}", "save_as": ""}, files, response_bytes=9).value

    assert value["file"]["size_bytes"] == MOST
    code = refused({"url": f"/large?size={MOST + 1}", "save_as": ""}, files)
    assert code == "response_too_large"
    assert len(list(tmp_path.iterdir())) == 1


def test_an_execution_that_keeps_no_files_says_so() -> None:
    assert refused({"url": "/report.pdf", "save_as": ""}, None) == "files_not_kept"


def send(body: Any, body_type: str) -> dict[str, Any]:
    return {
        "url": "/echo",
        "method": "POST",
        "body": body,
        "body_type": body_type,
        "full_response": True,
        "response": "text",
    }


def test_a_file_is_sent_as_the_whole_body(files: DirectoryFiles) -> None:
    file = asyncio.run(save(files, b"a,b\n1,2\n", "t.csv", "text/csv"))

    value: Any = ask(send("{{ input }}", "file"), files, {"file": {"sha256": file.sha256}}).value

    assert value["body"] == "a,b\n1,2\n"
    assert value["headers"]["x-length"] == "8"


def test_a_file_is_sent_as_a_part(files: DirectoryFiles) -> None:
    file = asyncio.run(save(files, b"content", "t.csv", "text/csv"))
    described = {
        "sha256": file.sha256,
        "name": 'a"b.csv',
        "media_type": "text/csv",
        "size_bytes": 9,
    }

    body = {"name": "May", "table": {"file": "{{ input }}"}}
    value: Any = ask(send(body, "multipart"), files, described).value

    sent = value["body"]
    assert int(value["headers"]["x-length"]) == len(sent)
    head = 'Content-Disposition: form-data; name="table"; filename="a_b.csv"\r\n'
    assert f"{head}Content-Type: text/csv\r\n\r\ncontent\r\n--part-" in sent
    assert 'name="name"\r\n\r\nMay\r\n' in sent


def test_a_file_of_another_execution_is_not_sent(files: DirectoryFiles) -> None:
    described = {"sha256": "0" * 64, "name": "theirs.csv"}

    assert refused(send("{{ input }}", "file"), files, {"file": described}) == "unknown_file"
    body = {"table": {"file": "{{ input }}"}}
    assert refused(send(body, "multipart"), files, described) == "unknown_file"
    assert refused(send(body, "multipart"), None, described) == "unknown_file"


@pytest.mark.parametrize("value", [7, "x", [], {}, {"file": "x"}, {"file": {"sha256": 1}}])
def test_a_body_that_is_no_file_is_not_sent(files: DirectoryFiles, value: Any) -> None:
    assert refused(send("{{ input }}", "file"), files, value) == "invalid_input"


def test_files_that_are_too_much_together_are_not_sent(files: DirectoryFiles) -> None:
    file = asyncio.run(save(files, content(100_001)))
    part = {"file": {"sha256": file.sha256}}

    assert refused(send([part, part], "file"), files) == "invalid_input"
    assert refused(send({"a": [part, part]}, "multipart"), files) == "file_too_large"


@pytest.mark.parametrize(
    "wrong",
    [{"method": "HEAD"}, {"pagination": {"strategy": "offset_limit"}}],
    ids=["no body", "pages"],
)
def test_what_has_no_one_body_cannot_be_saved(wrong: dict[str, Any]) -> None:
    params = http_params({"url": "https://a.example", "save_as": "x", **wrong})

    assert [found.field for found in params.problems()] == ["save_as"]
