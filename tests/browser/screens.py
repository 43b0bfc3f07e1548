"""Every screen of the editor, and how somebody gets there."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Page, expect

from tests.browser.furniture import Furnished
from tests.browser.site import Account

WELCOMED = """() => {
  if (origin === "null") return;
  localStorage.setItem("thaiyyal.editor.welcomed", "long ago");
  localStorage.setItem("thaiyyal.welcome-seen", "true");
}"""
_BUSY = "output[aria-label=Loading], [role=progressbar][aria-label='Loading the screen']"


@dataclass(frozen=True)
class Screen:
    """One state of one page. ``then`` is what somebody does there to get to it."""

    name: str
    address: Callable[[Furnished], str]
    then: Callable[[Page], None] = lambda page: None
    who: Literal["member", "stranger", "platform"] = "member"

    def show(self, page: Page, made: Furnished) -> None:
        """Go there, and wait until all of it is there."""
        page.goto("about:blank")
        page.goto(self.address(made))
        settle(page)
        self.then(page)
        settle(page)


def settle(page: Page) -> None:
    """Wait until nothing is loading that is shown as loading."""
    expect(page.locator("#root > *").first).to_be_attached()
    expect(page.get_by_role("heading").or_(page.locator(".react-flow")).first).to_be_visible()
    expect(page.locator(_BUSY)).to_have_count(0)


_NO_TRANSITION = """async () => {
  const isOver = () => !document.getAnimations().some((each) => each instanceof CSSTransition);
  const end = performance.now() + 2000;
  do await new Promise((done) => setTimeout(done, 20));
  while (!isOver() && performance.now() < end);
}"""


def paint(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Change between light and dark, and wait until it is so."""
    page.emulate_media(color_scheme=scheme)
    expect(page.locator(f"html[data-mantine-color-scheme={scheme}]")).to_be_attached()
    page.evaluate(_NO_TRANSITION)


def press(*keys: str) -> Callable[[Page], None]:
    """Press keys on the canvas, after it has been drawn."""

    def pressed(page: Page) -> None:
        expect(page.locator(".react-flow__node").first).to_be_visible()
        for key in keys:
            page.keyboard.press(key)

    return pressed


def click(*names: str, role: str = "button") -> Callable[[Page], None]:
    """Click on what has a name, one after the other."""

    def clicked(page: Page) -> None:
        for name in names:
            page.get_by_role(role, name=re.compile(f"^{name}")).first.click()  # type: ignore[arg-type]

    return clicked


def _at(path: str) -> Callable[[Furnished], str]:
    return lambda made: path


def _editor(name: str, *, run: str = "", more: str = "") -> Callable[[Furnished], str]:
    def address(made: Furnished) -> str:
        shown = f"execution={made.executions[run]}" if run else ""
        return f"/workflows/{made.workflows[name]}?{'&'.join(filter(None, (shown, more)))}"

    return address


def _select(title: str) -> Callable[[Page], None]:
    def selected(page: Page) -> None:
        page.locator(".react-flow__node", has_text=title).first.click()

    return selected


def _make_problems(page: Page) -> None:
    press("a")(page)
    page.get_by_role("combobox", name="Search node types").fill("HTTP request")
    page.keyboard.press("Enter")
    click("Problems", role="tab")(page)
    problems = page.get_by_role("tabpanel", name=re.compile("^Problems"))
    expect(problems.get_by_role("button").first).to_be_visible()


STRANGERS = (
    Screen("sign-in", _at("/sign-in"), who="stranger"),
    Screen("setup", _at("/setup#token=tho_x"), who="stranger"),
    Screen("join", _at("/join"), who="stranger"),
    Screen("join-refused", _at("/join#token=tho_x"), who="stranger"),
    Screen("reset-password", _at("/reset-password#token=tho_x"), who="stranger"),
)
LISTS = (
    Screen("workflows", _at("/workflows")),
    Screen("workflows-none-found", _at("/workflows?q=nothing-is-called-so")),
    Screen("workflows-trash", _at("/workflows?trash=yes")),
    Screen("workflows-new", _at("/workflows?dialog=new")),
    Screen("workflows-import", _at("/workflows?dialog=import")),
    Screen("templates", _at("/workflows?dialog=templates")),
    Screen("executions", _at("/executions")),
    Screen("approvals", _at("/approvals")),
    Screen("credentials", _at("/credentials")),
    Screen("credential-new", _at("/credentials"), click("New credential")),
    Screen("members", _at("/members")),
    Screen("invitations", _at("/members"), click("Invite")),
    Screen("roles", _at("/roles")),
    Screen("audit-log", _at("/audit-log")),
    Screen("usage", _at("/usage")),
    Screen("api-keys", _at("/api-keys")),
    Screen("api-key-new", _at("/api-keys"), click("New API key")),
    Screen("settings", _at("/settings")),
    Screen("account", _at("/account")),
    Screen("second-factor", _at("/account"), click("Turn it on")),
    Screen("missing", _at("/nowhere")),
)
EDITOR = (
    Screen("editor", _editor("Invoice totals")),
    Screen("editor-empty", _editor("Empty")),
    Screen("editor-node", _editor("Invoice totals"), _select("Reduce")),
    Screen("editor-results", _editor("Invoice totals", run="Invoice totals")),
    Screen("editor-rows", _editor("Rows", run="Rows"), _select("Map")),
    Screen("editor-text", _editor("Text", run="Text"), _select("Text")),
    Screen("editor-failed", _editor("Failing", run="Failing"), _select("Expression")),
    Screen(
        "editor-waiting", _editor("Order by webhook", run="Order by webhook"), _select("Approval")
    ),
    Screen("editor-executions", _editor("Invoice totals"), click("Executions", role="tab")),
    Screen("editor-problems", _editor("Survey statistics"), _make_problems),
    Screen("editor-shortcuts", _editor("Invoice totals"), press("?")),
    Screen("editor-commands", _editor("Invoice totals"), press("Control+k")),
    Screen("editor-quick-add", _editor("Invoice totals"), press("a")),
    Screen("editor-search", _editor("Invoice totals"), press("/")),
    Screen("editor-input", _editor("Invoice totals"), click("Input$")),
    Screen("editor-menu", _editor("Invoice totals"), click("More about this workflow")),
    Screen("editor-publish", _editor("Invoice totals"), click("Publish")),
    Screen("editor-versions", _editor("Invoice totals", more="panel=versions")),
    Screen("editor-sharing", _editor("Invoice totals", more="panel=sharing")),
    Screen("editor-triggers", _editor("Order by webhook", more="panel=triggers")),
    Screen("editor-schedule", _editor("Nightly report", more="panel=triggers")),
)
PLATFORM = (Screen("platform", _at("/platform"), who="platform"),)
SCREENS = (*STRANGERS, *LISTS, *EDITOR, *PLATFORM)


def at_home(page: Page, account: Account) -> None:
    """Sign somebody in who has seen the greetings; the next page that opens is theirs."""
    given = {"email": account.email, "password": account.password, "cookie": True}
    answer = page.context.request.post("/api/v1/auth/login", data=given)
    assert answer.ok, answer.text()
    page.context.add_init_script(f"({WELCOMED})()")
