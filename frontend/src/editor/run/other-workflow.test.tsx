import { screen } from "@testing-library/react";
import { anExecution } from "~/testing/executions";
import { fakeServer } from "~/testing/fake-server";
import { renderWithRun } from "~/testing/run";
import { ExecutionStatus } from "./execution-status";
import { useShownExecution } from "./use-shown-execution";

test("an execution of another workflow is not shown, but led to", async () => {
  const elsewhere = anExecution({ workflow_id: "workflow-2", workflow_name: "Invoices" });
  fakeServer({
    "GET /api/v1/executions/:id": JSON.parse(JSON.stringify(elsewhere)),
    "GET /api/v1/executions/:id/steps": { items: [] },
  });

  const { run } = await renderWithRun(<Shown />, { search: "?execution=execution-1" });

  expect(await screen.findByText("This execution is of another workflow.")).toBeVisible();
  const link = screen.getByRole("link", { name: "Open it in Invoices" });
  expect(link).toHaveAttribute("href", expect.stringContaining("/workflows/workflow-2?execution="));
  expect(run.getState().execution).toBeNull();
});

function Shown() {
  useShownExecution();
  return <ExecutionStatus />;
}
