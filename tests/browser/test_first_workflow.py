"""From the link that the server prints to a workflow in use, as its first user does it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import arriving, building, improving, releasing
from tests.browser.site import PASSWORD, Account, Refused, Site
from tests.browser.windows import SignIn, Windows
from tests.browser.workbench import Workbench, prepared

ADA = Account("ada@example.com", "Ada Lovelace")
LOGGED = (
    "Session started",
    "Invitation created",
    "Workflow created",
    "Workflow published",
    "Workflow rolled back",
    "Workflow shared",
    "Execution started",
)


def test_a_first_workflow(
    windows: Windows, fresh_site: Site, sign_in: SignIn, tmp_path: Path
) -> None:
    page = windows.open(fresh_site.url)
    _become_owner(page, fresh_site)
    _sign_out_and_in(page)

    bench = building.new_workflow_by_mouse(page, "Order totals")
    _take_the_tour(bench)
    building.build_by_mouse(bench)
    building.configure_by_mouse(bench)
    bench.run()
    bench.expect_ended("Succeeded")
    page.get_by_role("link", name="Workflows", exact=True).last.click()

    bench = building.new_workflow_by_keyboard(page, "Totals by keyboard")
    building.build_by_keyboard(bench)
    building.connect_by_keyboard(bench)
    page.keyboard.press("ControlOrMeta+Enter")
    bench.expect_ended("Succeeded")

    improving.break_it(bench)
    improving.read_the_error(bench)
    improving.mend_it(bench)
    improving.undo_and_redo(bench)
    improving.come_back_later(bench)

    _release(bench, fresh_site, windows, sign_in)

    page.goto("/workflows")
    arriving.import_legacy_file(page, tmp_path)
    page.get_by_role("link", name="Workflows", exact=True).last.click()
    bench = building.new_workflow_by_mouse(page, "Orders that come in")
    arriving.call_webhook(bench, arriving.add_webhook(bench))
    arriving.add_schedule(bench)
    arriving.read_the_log(page, *LOGGED)


def _become_owner(page: Page, site: Site) -> None:
    """Open the link that was printed, and make the first account."""
    page.goto(site.owner_link)
    page.get_by_role("textbox", name="Your name").fill(ADA.name)
    page.get_by_role("textbox", name="E-mail address").fill(ADA.email)
    page.get_by_role("textbox", name="Name of your company or team").fill("Engines")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    welcome = page.get_by_role("region", name="Welcome")
    expect(welcome.get_by_role("link")).to_have_count(3)
    site.__dict__["owner"] = ADA


def _sign_out_and_in(page: Page) -> None:
    page.get_by_role("button", name=re.compile(ADA.name)).click()
    page.get_by_role("menuitem", name="Sign out", exact=True).click()
    page.get_by_role("textbox", name="E-mail address").fill(ADA.email)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Workflows", exact=True)).to_be_visible()


def _take_the_tour(bench: Workbench) -> None:
    """Five steps, offered once; the list of workflows has welcomed them already."""
    page = bench.page
    offer = page.get_by_role("complementary", name="Tour of the editor")
    offer.get_by_role("button", name="Take the tour").click()
    for step in range(1, 6):
        dialog = page.get_by_role("dialog", name=re.compile(f"^Tour, step {step} of 5"))
        dialog.get_by_role("button", name="Done" if step == 5 else "Next").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(offer).to_have_count(0)


def _release(bench: Workbench, site: Site, windows: Windows, sign_in: SignIn) -> None:
    """Publish, compare, roll back, share; a viewer looks at it, and at an execution."""
    page = bench.page
    releasing.publish(bench, 1, "By quantity")
    bench.select("Total")
    bench.write("Expression", "input.price")
    releasing.publish(bench, 2, "By price")
    releasing.compare(bench, 2, "Total", improving.GOOD, "input.price")
    releasing.roll_back(bench, 1, 3)
    viewer = site.new_member(ADA, "viewer")
    releasing.share_with(bench, viewer)
    address = "/workflows/" + page.url.partition("/workflows/")[2].partition("?")[0]
    beside = windows.open(site.url)
    sign_in(beside, viewer)
    releasing.look_as_viewer(beside, address, "Total")
    with pytest.raises(Refused, match="403"):
        site.ask("PUT", address, {"name": "Mine"}, by=viewer)
    payments = prepared(site, ADA, "Payments", releasing.WAITING)
    page.goto(payments)
    releasing.watch_live(Workbench(page), beside, payments)
