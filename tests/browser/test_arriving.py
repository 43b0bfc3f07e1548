"""Old files are imported; webhooks and schedules start executions; the log knows it all."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import arriving, building
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


def test_a_legacy_file_is_imported_and_runs(home: Page, tmp_path: Path) -> None:
    bench = arriving.import_legacy_file(home, tmp_path)
    bench.run()
    bench.expect_ended("Succeeded")


def test_a_webhook_and_a_schedule_are_set_up_and_logged(home: Page) -> None:
    bench = building.new_workflow_by_mouse(home, "Orders that come in")

    arriving.call_webhook(bench, arriving.add_webhook(bench))
    arriving.add_schedule(bench)

    arriving.read_the_log(
        home, "Session started", "Workflow created", "Workflow published", "Execution started"
    )
