import { screen } from "@testing-library/react";
import type { VersionDetail } from "~/api/shapes";
import { EMPTY } from "~/testing/editor";
import { fakeServer } from "~/testing/fake-server";
import { openedWorkflow, renderOnPage } from "~/testing/open-workflow";
import { InputDialog } from "../run/input-dialog";

const WHY = "You look at a published version. Go back to the draft to run it.";

test("who looks at a published version is told to go back to the draft to run it", async () => {
  open();

  expect(await screen.findByText(WHY)).toBeVisible();
  expect(screen.getByRole("button", { name: "Keep and run" })).toBeDisabled();
});

test("who may not execute is told so at a published version too", async () => {
  open(["workflows.read"]);

  expect(await screen.findByText("Your roles do not allow to execute this workflow.")).toBeVisible();
});

function open(permissions = ["workflows.read", "workflows.update", "workflows.execute"]) {
  fakeServer({ "GET /api/v1/workflow-templates": { items: [] } });
  const version: VersionDetail = JSON.parse(JSON.stringify({ version: 1, document: EMPTY }));
  const opened = openedWorkflow(EMPTY, { permissions });
  return renderOnPage(<InputDialog onClose={() => {}} />, EMPTY, { opened, version });
}
