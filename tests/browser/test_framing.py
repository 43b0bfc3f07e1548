"""No page of the platform lets another site put it into a frame."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Page

from tests.browser.site import Site
from tests.browser.windows import Problems

ROOT = Path(__file__).parents[2]
SOME_ID = "01a21726-d172-7569-9d3d-aa7984bed391"
_DOC = (ROOT / "docs/reference/editor.md").read_text(encoding="utf-8")
LISTED = re.findall(r"^\| `(/\S*)` \|", _DOC, re.MULTILINE)
OTHERS = ("/", "/nowhere", "/workflows?dialog=import", "/sandbox.html", "/api/docs", "/health")
ADDRESSES = [re.sub(r"\$\w+", SOME_ID, path) for path in LISTED] + list(OTHERS)
_REFUSAL = re.compile(r"frame-ancestors '(self|none)'(;|$)")


def test_the_list_has_every_address_of_the_router() -> None:
    router = (ROOT / "frontend/src/app/router.tsx").read_text(encoding="utf-8")

    assert set(re.findall(r'path: "(/[^"]*)"', router)) == {*LISTED, "/"}


def test_every_address_says_who_may_frame_it(page: Page) -> None:
    answers = {address: page.request.get(address).headers for address in ADDRESSES}

    assert [address for address, headers in answers.items() if not _refuses(headers)] == []


def test_another_site_frames_none_of_them(page: Page, site: Site, problems: Problems) -> None:
    problems.allow("frame-ancestors")
    failures: list[str | None] = []
    page.on("requestfailed", lambda request: failures.append(request.failure))
    html = "".join(f'<iframe src="{site.url}{address}"></iframe>' for address in ADDRESSES)

    with site_of(html) as elsewhere:
        page.goto(elsewhere)

    assert failures == ["net::ERR_BLOCKED_BY_RESPONSE"] * len(ADDRESSES)
    shown = [frame.url for frame in page.frames[1:]]
    assert shown == ["chrome-error://chromewebdata/"] * len(ADDRESSES)


@contextmanager
def site_of(html: str) -> Iterator[str]:
    """Yield the address of another site, which has one page."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _refuses(headers: Mapping[str, str]) -> bool:
    policy = headers["content-security-policy"]
    return headers["x-frame-options"] in {"SAMEORIGIN", "DENY"} and bool(_REFUSAL.search(policy))
