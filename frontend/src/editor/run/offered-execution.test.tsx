import { screen } from "@testing-library/react";
import { anExecution } from "~/testing/executions";
import { fakeServer } from "~/testing/fake-server";
import { renderWithRun } from "~/testing/run";
import { OfferedExecution } from "./offered-execution";

test.each([
  ["api", "An API call"],
  ["manual", "Somebody"],
  ["schedule", "A schedule"],
  ["webhook", "A webhook"],
  ["workflow", "Another workflow"],
  ["error", "An error elsewhere"],
  ["retry", "A retry"],
])("says who started it: %s", async (trigger, who) => {
  const created_at = new Date().toISOString();
  const live = anExecution({ status: "running", started_by: null, created_at });
  fakeServer({
    "GET /api/v1/workflows/:w/executions": { items: [{ ...live, trigger }], next_cursor: null },
  });

  await renderWithRun(<OfferedExecution />);

  expect(await screen.findByRole("button", { name: `${who} started an execution: follow` })).toBeVisible();
});
