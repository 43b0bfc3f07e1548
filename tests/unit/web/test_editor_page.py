"""The editor's page at every address that is a page's, its files, and nothing else."""

import base64
import gzip
import hashlib
import re
from pathlib import Path

import brotli
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from tests.unit.web.asking import Asked, Pairs, ask, scope_of
from thaiyyal.web.editor_files import read_editor
from thaiyyal.web.editor_page import editor_routes
from thaiyyal.web.middleware.compression import Compression
from thaiyyal.web.middleware.headers import SecurityHeaders, page_policy

SCRIPT = b"console.log('drawn');" * 200
STYLE = b"body { margin: 0 }"
HELP = b"window.shown = 1"
FILES = {
    "index.html": b'<meta property="csp-nonce" nonce="__CSP_NONCE__"><div id="root"></div>',
    "favicon.svg": b"<svg/>",
    "sandbox.html": b"<script>" + HELP + b"</script>",
    ".built-from": b"digest",
    "assets/main-abc.js": SCRIPT,
    "assets/main-abc.js.br": brotli.compress(SCRIPT),
    "assets/main-abc.js.gz": gzip.compress(SCRIPT, mtime=0),
    "assets/main-abc.js.map": b"{}",
    "assets/main-abc.css": STYLE,
    "assets/deep/icon.png": b"png",
}
FOR_GOOD = "public, max-age=31536000, immutable"


@pytest.fixture
def app(tmp_path: Path) -> SecurityHeaders:
    for name, content in FILES.items():
        path = tmp_path / "dist" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (tmp_path / "secret.txt").write_text("outside")
    known = Route("/health", lambda _: PlainTextResponse("alive"))
    editor = read_editor(tmp_path / "dist")
    return SecurityHeaders(Compression(Starlette(routes=[known, *editor_routes(editor)])))


def _get(app: SecurityHeaders, path: str, *headers: tuple[str, str], method: str = "GET") -> Asked:
    return ask(app, scope_of(path, headers=headers, method=method))


@pytest.mark.parametrize(
    "path",
    ["/", "/setup", "/join", "/reset-password", "/workflows/0198c0de", "/api-keys", "/metric"],
)
def test_every_address_of_a_page_is_the_editor(app: SecurityHeaders, path: str) -> None:
    answer = _get(app, path)

    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b'id="root"' in answer.body


def test_the_page_has_the_nonce_of_its_policy_and_is_not_kept(app: SecurityHeaders) -> None:
    answers = [_get(app, "/") for _ in range(2)]

    nonces = [re.findall(rb'nonce="([^"]+)"', one.body)[0].decode() for one in answers]
    assert [one.headers["content-security-policy"] for one in answers] == [
        page_policy(nonce) for nonce in nonces
    ]
    assert nonces[0] != nonces[1]
    assert [one.headers["cache-control"] for one in answers] == ["no-store"] * 2


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/nowhere"),
        ("GET", "/api"),
        ("GET", "/API/v1"),
        ("GET", "/health/more"),
        ("GET", "/metrics"),
        ("GET", "/ready"),
        ("GET", "/assets/none.js"),
        ("GET", "/assets/none"),
        ("GET", "/index.html"),
        ("GET", "/robots.txt"),
        ("GET", "/workflows/x.json"),
        ("GET", "/.built-from"),
        ("GET", "/assets/main-abc.js.map"),
        ("GET", "/assets/main-abc.js.br"),
        ("GET", "/../secret.txt"),
        ("GET", "/assets/../../secret.txt"),
        ("GET", "//secret.txt"),
        ("POST", "/"),
        ("POST", "/workflows/x"),
        ("DELETE", "/assets/main-abc.js"),
    ],
)
def test_what_is_neither_a_page_nor_a_file_is_not_there(
    app: SecurityHeaders, method: str, path: str
) -> None:
    assert _get(app, path, method=method).status == 404


def test_the_routes_before_it_are_answered_by_themselves(app: SecurityHeaders) -> None:
    assert _get(app, "/health").body == b"alive"


@pytest.mark.parametrize(
    ("accepted", "encoding", "content"),
    [
        ("gzip, deflate, br, zstd", "br", FILES["assets/main-abc.js.br"]),
        ("gzip", "gzip", FILES["assets/main-abc.js.gz"]),
        ("br;q=0.1, gzip;q=0.9", "gzip", FILES["assets/main-abc.js.gz"]),
        ("br;q=0", None, SCRIPT),
        ("", None, SCRIPT),
    ],
    ids=["all", "gzip", "rather gzip", "no brotli", "nothing"],
)
def test_a_file_is_sent_as_it_was_compressed_before(
    app: SecurityHeaders, accepted: str, encoding: str | None, content: bytes
) -> None:
    answer = _get(app, "/assets/main-abc.js", ("Accept-Encoding", accepted))

    assert answer.headers.get("content-encoding") == encoding
    assert answer.body == content
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-length"] == str(len(content))


@pytest.mark.parametrize(
    ("path", "media_type", "kept"),
    [
        ("/assets/main-abc.js", "text/javascript; charset=utf-8", FOR_GOOD),
        ("/assets/main-abc.css", "text/css; charset=utf-8", FOR_GOOD),
        ("/assets/deep/icon.png", "image/png", FOR_GOOD),
        ("/favicon.svg", "image/svg+xml", "no-cache"),
    ],
)
def test_only_files_whose_names_tell_their_content_are_kept_for_good(
    app: SecurityHeaders, path: str, media_type: str, kept: str
) -> None:
    headers = _get(app, path).headers

    assert (headers["content-type"], headers["cache-control"]) == (media_type, kept)


def test_scripts_come_with_the_policy_that_their_workers_obey(app: SecurityHeaders) -> None:
    assert _get(app, "/assets/main-abc.js").headers["content-security-policy"] == page_policy()


@pytest.mark.parametrize("accepted", [[], [("Accept-Encoding", "br")]], ids=["plain", "br"])
def test_a_file_that_is_known_is_not_sent_again(app: SecurityHeaders, accepted: Pairs) -> None:
    first = _get(app, "/assets/main-abc.js", *accepted)

    again = _get(app, "/assets/main-abc.js", ("If-None-Match", first.headers["etag"]), *accepted)

    assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert again.headers["cache-control"] == FOR_GOOD


def test_each_encoding_of_a_file_is_known_by_itself(app: SecurityHeaders) -> None:
    packed = _get(app, "/assets/main-abc.js", ("Accept-Encoding", "br"))

    answer = _get(app, "/assets/main-abc.js", ("If-None-Match", packed.headers["etag"]))

    assert (answer.status, answer.body) == (200, SCRIPT)


@pytest.mark.parametrize("path", ["/", "/assets/main-abc.css"])
def test_a_head_is_answered(app: SecurityHeaders, path: str) -> None:
    assert _get(app, path, method="HEAD").status == 200


def test_the_sandbox_runs_its_own_script_and_no_other(app: SecurityHeaders) -> None:
    headers = _get(app, "/sandbox.html").headers

    digest = base64.b64encode(hashlib.sha256(HELP).digest()).decode()
    assert headers["content-security-policy"] == (
        f"sandbox allow-scripts; default-src 'none'; script-src 'sha256-{digest}'; "
        "style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
    assert headers["x-frame-options"] == "SAMEORIGIN"


def test_without_an_editor_every_page_says_how_to_build_it() -> None:
    app = SecurityHeaders(Starlette(routes=editor_routes(None)))

    answers = [_get(app, path) for path in ("/", "/setup", "/assets/x.js", "/favicon.svg")]

    assert [answer.status for answer in answers] == [200, 200, 404, 404]
    assert b"make setup" in answers[0].body
    assert re.findall(rb"<script|<style|style=|\son\w+=", answers[0].body) == []
