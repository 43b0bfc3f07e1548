/** What one can do with executions: start, stop and repeat them, give them what they wait for. */

import type { Json } from "~/document/types";
import { api, data } from "../client";
import { ask, inWorkflow } from "./execution-requests";
import type { Execution } from "./executions";

export type StartBody = {
  readonly input?: Json;
  readonly draft: boolean;
  readonly pinned?: Readonly<Record<string, Json>>;
  readonly to?: string;
  readonly from?: { readonly execution_id: string; readonly node_id: string };
};
export type Decision =
  | { readonly decision: "succeeded"; readonly value: Json }
  | { readonly decision: "repeat" }
  | { readonly decision: "fail"; readonly message: string };

/** `key`: sent again with the same key, it starts nothing twice. */
export function startExecution(workflowId: string, body: StartBody, key: string): Promise<Execution> {
  return ask(`${inWorkflow(workflowId)}/execute`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", "idempotency-key": key },
  });
}

export function cancelExecution(workflowId: string, executionId: string) {
  return data(
    api.POST("/api/v1/workflows/{workflow_id}/executions/{execution_id}/cancel", at(workflowId, executionId)),
  );
}

export function retryExecution(workflowId: string, executionId: string, { repeatUnknown = false } = {}) {
  return data(
    api.POST("/api/v1/workflows/{workflow_id}/executions/{execution_id}/retry", {
      ...at(workflowId, executionId),
      body: { repeat_unknown: repeatUnknown },
    }),
  );
}

export function sendSignal(workflowId: string, executionId: string, signal: { name: string; payload: Json }) {
  return data(
    api.POST("/api/v1/workflows/{workflow_id}/executions/{execution_id}/signals", {
      ...at(workflowId, executionId),
      body: signal,
    }),
  );
}

export function decideStep(
  workflowId: string,
  executionId: string,
  seq: number,
  decision: Decision,
): Promise<Execution> {
  return ask(`${inWorkflow(workflowId)}/executions/${executionId}/steps/${seq}/decide`, {
    method: "POST",
    body: JSON.stringify(decision),
    headers: { "content-type": "application/json" },
  });
}

function at(workflowId: string, executionId: string) {
  return { params: { path: { workflow_id: workflowId, execution_id: executionId } } };
}
