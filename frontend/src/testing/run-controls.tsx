/** The run controls above a workflow of two nodes. */

import userEvent from "@testing-library/user-event";
import type { WorkflowDocument } from "~/document/types";
import { RunControls } from "~/editor/run/run-controls";
import { anEvent, anExecution } from "./executions";
import { eventStream, type FakeRoutes, fakeServer, problem } from "./fake-server";
import { renderWithRun, type WithRun } from "./run";

export const EXECUTE = "POST /api/v1/workflows/:w/execute";
export const EVENTS = "GET /api/v1/workflows/:w/executions/:id/events";
export const LATEST = "GET /api/v1/workflows/:w/executions";
export const ONE = "GET /api/v1/executions/:id";
export const queued = anExecution({ status: "queued", started_at: null, duration_ms: null });
export const DOCUMENT: WorkflowDocument = {
  nodes: [
    { id: "fetch", type: "http", data: { label: "Fetch orders", url: "https://example.org" } },
    { id: "sum", type: "expression", data: { expression: "input" } },
  ],
  edges: [{ id: "e", source: "fetch", target: "sum" }],
};

export async function openedControls(routes: FakeRoutes = {}, open: WithRun = {}) {
  const server = fakeServer({
    [EXECUTE]: queued,
    [EVENTS]: eventStream([anEvent("execution", anExecution())]),
    [ONE]: anExecution(),
    [LATEST]: { items: [], next_cursor: null },
    "GET /api/v1/workflow-templates": { items: [] },
    "GET /api/v1/usage": problem(403, "forbidden"),
    ...routes,
  });
  return {
    server,
    user: userEvent.setup(),
    ...(await renderWithRun(<RunControls />, { document: DOCUMENT, ...open })),
  };
}
