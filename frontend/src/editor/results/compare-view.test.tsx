import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { anExecution } from "~/testing/executions";
import { type FakeRoutes, fakeServer } from "~/testing/fake-server";
import { renderWithRun } from "~/testing/run";
import { CompareView } from "./compare-view";
import { WorkflowResult } from "./workflow-result";

async function shown(ui: ReactNode, routes: FakeRoutes = {}) {
  fakeServer({
    "GET /api/v1/executions/:id": ({ params }) =>
      anExecution({ id: params.id ?? "", input: { a: 1 }, output: { b: 2 } }),
    "GET /api/v1/executions/:id/steps": { items: [] },
    ...routes,
  });
  const { run } = await renderWithRun(ui);
  await act(() => run.getState().show("execution-1"));
  return userEvent.setup();
}

test("what is older than the first executions can be compared once it is loaded", async () => {
  const user = await shown(<CompareView executionId="execution-1" node={undefined} />, {
    "GET /api/v1/workflows/:w/executions": ({ search }) =>
      search.get("cursor") === "next"
        ? { items: [anExecution({ id: "old", version: 2 })], next_cursor: null }
        : { items: [anExecution({ id: "other", version: 3 })], next_cursor: "next" },
  });
  await user.click(await screen.findByRole("button", { name: "Load older executions" }));
  await waitFor(() => expect(screen.queryByRole("button", { name: /Load older/ })).not.toBeInTheDocument());
  await user.click(screen.getByRole("combobox", { name: "Compare with" }));
  expect(await screen.findByRole("option", { name: /version 2/ })).toBeVisible();
});

test("the workflow's output has no paths, for no expression reads it", async () => {
  await shown(<WorkflowResult />);
  const output = await screen.findByRole("region", { name: "Output of the workflow" });
  expect(within(output).getByRole("button", { name: "Copy value" })).toBeVisible();
  expect(within(output).queryByRole("button", { name: "Copy path" })).not.toBeInTheDocument();
  const input = screen.getByRole("region", { name: "Input of the workflow" });
  expect(within(input).getByRole("button", { name: "Copy path" })).toBeVisible();
});
