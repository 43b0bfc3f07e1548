"""A workflow is tried, fails, is put right, undone, redone, and still there after a reload."""

import pytest
from playwright.sync_api import Page

from tests.browser import improving
from tests.browser.screens import WELCOMED
from tests.browser.site import Account, Site
from tests.browser.windows import SignIn
from tests.browser.workbench import Workbench, opened, prepared

pytestmark = pytest.mark.soak  # test_first_workflow.py goes through all of it in a row


@pytest.fixture
def bench(page: Page, site: Site, team: Account, sign_in: SignIn) -> Workbench:
    page.add_init_script(f"({WELCOMED})()")
    sign_in(page, team)
    return opened(page, prepared(site, team, "Order totals", improving.DOCUMENT))


def test_an_expression_is_previewed_run_and_inspected(bench: Workbench) -> None:
    improving.configure_with_preview(bench)
    improving.run_and_inspect(bench)


def test_a_failure_is_read_at_its_place_and_put_right(bench: Workbench) -> None:
    improving.configure_with_preview(bench)
    improving.break_it(bench)
    improving.read_the_error(bench)
    improving.mend_it(bench)
    improving.undo_and_redo(bench)
    improving.come_back_later(bench)
