import { screen } from "@testing-library/react";
import { fakeServer } from "~/testing/fake-server";
import { renderWithRun, type WithRun } from "~/testing/run";
import { InputDialog } from "./input-dialog";

test("who may not execute keeps an input, and sees why it is not run", async () => {
  await open({ options: { canExecute: false } });

  expect(screen.getByText("Your roles do not allow to execute this workflow.")).toBeVisible();
  expect(screen.getByRole("button", { name: "Keep and run" })).toBeDisabled();
  expect(screen.getByRole("button", { name: "Keep" })).toBeEnabled();
});

test("nothing is run beside an execution that is live", async () => {
  const { run } = await open();
  expect(screen.getByRole("button", { name: "Keep and run" })).toBeEnabled();

  run.setState({ execution: LIVE });

  expect(await screen.findByText(/An execution is live/)).toBeVisible();
  expect(screen.getByRole("button", { name: "Keep and run" })).toBeDisabled();
});

const LIVE = {
  id: "execution-1",
  version: null,
  status: "running",
  error: null,
  startedAt: null,
  durationMs: null,
  input: undefined,
  output: undefined,
};

async function open(how: WithRun = {}) {
  fakeServer({ "GET /api/v1/workflow-templates": { items: [] } });
  return renderWithRun(<InputDialog onClose={() => {}} />, how);
}
