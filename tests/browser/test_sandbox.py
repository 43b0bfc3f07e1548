"""HTML of workflows is shown in a page of its own, in which nothing of it runs or leaves."""

import socket

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.windows import Problems

_FRAME = """html => new Promise((done) => {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.src = "/sandbox.html";
  addEventListener("message", ({ data, source }) => {
    if (source !== frame.contentWindow) return;
    if (data.type === "ready") source.postMessage({ type: "html", html }, "*");
    if (data.type === "height" && data.height > 200) done(data.height);
  });
  document.body.replaceChildren(frame);
})"""
_TALL = '<h1 style="height: 300px; color: rgb(1, 2, 3)">A report</h1>'
_HOSTILE = """
<script>document.title = "taken"</script>
<img src="x" onerror="document.title = 'taken'">
<svg onload="document.title = 'taken'"></svg>
<iframe srcdoc="<script>parent.document.title = 'taken'</script>"></iframe>
<img src="/favicon.svg">
<link rel="stylesheet" href="/assets/x.css">
<meta http-equiv="refresh" content="0;url=https://elsewhere.example/">
"""


def _shown(page: Page, html: str) -> Frame:
    page.evaluate(_FRAME, html)
    return next(frame for frame in page.frames if frame.url.endswith("/sandbox.html"))


def test_html_is_shown_with_its_styles_and_tells_its_height(page: Page) -> None:
    page.goto("/api/docs")

    heading = _shown(page, _TALL).get_by_role("heading", name="A report")

    expect(heading).to_be_visible()
    expect(heading).to_have_css("color", "rgb(1, 2, 3)")


def test_nothing_in_it_runs_or_loads(page: Page, problems: Problems) -> None:
    problems.allow("Content Security Policy|sandboxed")
    page.goto("/api/docs")
    loaded: list[str] = []
    page.on("response", lambda response: loaded.append(response.url))

    frame = _shown(page, _HOSTILE + _TALL)

    expect(frame.get_by_role("heading", name="A report")).to_be_visible()
    assert (page.title(), frame.title()) == ("Thaiyyal API", "HTML of a workflow")
    assert [url for url in loaded if "/api/" not in url] == [frame.url]


def test_it_opens_no_connection_ahead(page: Page) -> None:
    """Policies say nothing about `preconnect`."""
    page.goto("/api/docs")
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.setblocking(False)
        address = f"http://127.0.0.1:{elsewhere.getsockname()[1]}"
        links = "".join(
            f'<link rel="{kind}" href="{address}">'
            for kind in ("preconnect", "dns-prefetch", "prefetch", "preload", "prerender")
        )

        frame = _shown(page, links + _TALL)
        expect(frame.get_by_role("heading", name="A report")).to_be_visible()
        page.evaluate("() => new Promise((done) => requestIdleCallback(done))")

        with pytest.raises(BlockingIOError):
            elsewhere.accept()


def test_it_does_not_reach_the_platform(page: Page) -> None:
    page.goto("/api/docs")

    frame = _shown(page, _TALL)

    assert frame.evaluate("self.origin") == "null"


def test_it_is_shown_by_the_platform_only(page: Page) -> None:
    response = page.goto("/sandbox.html")

    assert response is not None
    assert response.headers["content-security-policy"].startswith("sandbox allow-scripts; ")
    assert "frame-ancestors 'self'" in response.headers["content-security-policy"]
