"""A workflow is built from nothing, by mouse only and by keyboard only."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import building
from tests.browser.screens import WELCOMED
from tests.browser.site import Account
from tests.browser.windows import SignIn

pytestmark = pytest.mark.soak  # test_first_workflow.py goes through all of it in a row


@pytest.fixture
def home(page: Page, team: Account, sign_in: SignIn) -> Page:
    page.add_init_script(f"({WELCOMED})()")
    sign_in(page, team)
    page.goto("/workflows")
    return page


def test_a_workflow_is_built_and_run_by_mouse_only(home: Page) -> None:
    bench = building.new_workflow_by_mouse(home, "Order totals")

    building.build_by_mouse(bench)
    building.refuse_a_cycle(bench)
    building.take_an_edge_away(bench)
    building.configure_by_mouse(bench)
    bench.run()

    bench.expect_ended("Succeeded")
    bench.select("Expression")
    bench.expect_output("60")


def test_a_workflow_is_built_and_run_by_keyboard_only(home: Page) -> None:
    bench = building.new_workflow_by_keyboard(home, "Order totals")

    building.build_by_keyboard(bench)
    building.connect_by_keyboard(bench)
    home.keyboard.press("ControlOrMeta+Enter")

    bench.expect_ended("Succeeded")
    expect(bench.card("Total")).to_have_accessible_name("Expression, Total, succeeded")
    bench.expect_output("60")
