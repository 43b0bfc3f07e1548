/** Executions and steps as the server tells them. */

import type { Execution, Step } from "~/api/queries/executions";

export function anExecution(changed: Partial<Execution> = {}): Execution {
  return {
    id: "execution-1",
    workflow_id: "workflow-1",
    workflow_name: "Orders",
    version: null,
    status: "succeeded",
    trigger: "manual",
    started_by: { id: "user-1", name: "Ada" },
    error: null,
    created_at: "2026-03-02T09:00:12.000Z",
    started_at: "2026-03-02T09:00:12.000Z",
    finished_at: "2026-03-02T09:00:12.090Z",
    duration_ms: 90,
    cpu_ms: 1,
    cancel_requested_at: null,
    waiting_for: null,
    wake_at: null,
    attempt: 1,
    retried_from: null,
    parent_id: null,
    dead_at: null,
    input: null,
    output: null,
    ...changed,
  };
}

export function aStep(changed: Partial<Step> = {}): Step {
  return {
    seq: 1,
    node_id: "fetch",
    path: "",
    type: "http",
    status: "succeeded",
    port: null,
    output: null,
    is_preview: false,
    error: null,
    attempt: 1,
    started_at: "2026-03-02T09:00:12.004Z",
    duration_ms: 81.5,
    meta: {},
    ...changed,
  };
}

/** An event of the live stream. */
export function anEvent(name: "step" | "execution", data: object, id = "1"): string {
  return `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
