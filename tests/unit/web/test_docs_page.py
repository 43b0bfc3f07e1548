"""The page of the API's reference: own files only, under the policy of pages."""

import hashlib
import re
from importlib.resources import files

import pytest
from starlette.applications import Starlette

from tests.unit.web.asking import Asked, Pairs, ask, scope_of
from thaiyyal.web.docs_page import docs_routes
from thaiyyal.web.middleware.headers import SecurityHeaders

FOLDER = files("thaiyyal.web").joinpath("static", "swagger")
FILES = ["favicon-32x32.png", "initialise.js", "swagger-ui-bundle.js", "swagger-ui.css"]


def _asked(path: str, *, headers: Pairs = ()) -> Asked:
    app = SecurityHeaders(Starlette(routes=docs_routes()))
    return ask(app, scope_of(path, headers=headers))


def test_the_page_has_no_inline_script_or_style() -> None:
    page = _asked("/api/docs").body.decode()

    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page) == []
    assert re.findall(r"<style|style=|\son\w+=|javascript:", page) == []


def test_the_page_asks_no_other_server() -> None:
    page = _asked("/api/docs").body.decode()

    assert re.findall(r'(?:src|href)="(?:\w+:|/)', page) == []


def test_every_file_that_the_page_names_is_there() -> None:
    names = re.findall(r'(?:src|href)="docs/([^"]+)"', _asked("/api/docs").body.decode())

    assert sorted(names) == FILES
    assert [_asked(f"/api/docs/{name}").status for name in names] == [200] * len(FILES)


def test_the_page_and_its_scripts_get_the_policy_of_pages() -> None:
    for path in ("/api/docs", "/api/docs/swagger-ui-bundle.js"):
        assert "script-src 'self';" in _asked(path).headers["content-security-policy"]


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_did_not_change_is_not_sent_again(name: str) -> None:
    first = _asked(f"/api/docs/{name}")

    again = _asked(f"/api/docs/{name}", headers=[("If-None-Match", first.headers["etag"])])

    assert (first.status, again.status, again.body) == (200, 304, b"")


@pytest.mark.parametrize(
    "name", ["NOTICE", "LICENSE", "../docs_page.py", "..%2fdocs_page.py", "swagger-ui.css.map"]
)
def test_nothing_else_of_the_folder_is_served(name: str) -> None:
    assert _asked(f"/api/docs/{name}").status == 404


def test_the_vendored_files_are_those_of_the_notice() -> None:
    notice = FOLDER.joinpath("NOTICE").read_text(encoding="utf-8")
    listed = re.findall(r"^([0-9a-f]{64})  (\S+)$", notice, re.MULTILINE)

    assert len(listed) == 4
    for digest, name in listed:
        assert hashlib.sha256(FOLDER.joinpath(name).read_bytes()).hexdigest() == digest, name
