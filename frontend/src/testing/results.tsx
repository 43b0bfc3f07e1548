/** The results of a workflow of two nodes, after an execution. */

import { act, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { WorkflowDocument } from "~/document/types";
import { ResultsPanel } from "~/editor/results/results-panel";
import { anExecution, aStep } from "./executions";
import { type FakeRoutes, fakeServer } from "./fake-server";
import { renderWithRun } from "./run";

export const OUTPUT = "GET /api/v1/executions/:id/steps/:seq/output";
export const DOCUMENT: WorkflowDocument = {
  nodes: [
    { id: "fetch", type: "http", data: { label: "Fetch orders" } },
    { id: "sum", type: "expression", data: { expression: "input" } },
  ],
  edges: [{ id: "e", source: "fetch", target: "sum" }],
};
export const ORDERS = [
  { name: "Ada", total: 7 },
  { name: "עדה", total: 12 },
];

export async function shown(
  steps: ReturnType<typeof aStep>[],
  node: string | undefined,
  routes: FakeRoutes = {},
) {
  const server = fakeServer({
    "GET /api/v1/executions/:id": ({ params }) =>
      anExecution({ id: params.id ?? "", input: { a: 1 }, output: "done" }),
    "GET /api/v1/executions/:id/steps": { items: steps },
    ...routes,
  });
  const view = await renderWithRun(<ResultsPanel />, { document: DOCUMENT });
  await act(() => view.run.getState().show("execution-1"));
  await waitFor(() =>
    expect(view.run.getState().nodes.size).toBe(
      steps.length === 0 ? 0 : new Set(steps.map((s) => s.node_id)).size,
    ),
  );
  if (node !== undefined) act(() => view.editor.getState().select({ nodes: [node] }));
  return { server, user: userEvent.setup(), ...view };
}

export const fetched = aStep({ output: ORDERS });
export const summed = aStep({ node_id: "sum", type: "expression", seq: 2, output: 19 });
