/** What starts executions of a workflow by itself: webhooks and schedules. */

import { queryOptions } from "@tanstack/react-query";
import { api, data } from "../client";
import { workflowKey } from "./workflow";

const LOOK_AGAIN_MS = 30_000;

export const triggersQuery = (id: string) =>
  queryOptions({
    queryKey: [...workflowKey(id), "triggers"],
    queryFn: ({ signal }) =>
      data(
        api.GET("/api/v1/workflows/{workflow_id}/triggers", {
          params: { path: { workflow_id: id } },
          signal,
        }),
      ),
    refetchInterval: LOOK_AGAIN_MS,
  });

export function pauseSchedule(id: string, scheduleId: string) {
  const params = { path: { workflow_id: id, schedule_id: scheduleId } };
  return data(api.POST("/api/v1/workflows/{workflow_id}/schedules/{schedule_id}/pause", { params }));
}

export function resumeSchedule(id: string, scheduleId: string) {
  const params = { path: { workflow_id: id, schedule_id: scheduleId } };
  return data(api.POST("/api/v1/workflows/{workflow_id}/schedules/{schedule_id}/resume", { params }));
}

/** The old address stops working at once. */
export function renewAddress(id: string, webhookId: string, which: "production" | "test") {
  const params = { path: { workflow_id: id, webhook_id: webhookId } };
  const body = { which };
  return data(api.POST("/api/v1/workflows/{workflow_id}/webhooks/{webhook_id}/address", { params, body }));
}

/** Without a secret one is drawn. What is answered is shown this once. */
export function setSecret(id: string, webhookId: string, secret?: string) {
  const params = { path: { workflow_id: id, webhook_id: webhookId } };
  const body = secret === undefined ? {} : { secret };
  return data(api.POST("/api/v1/workflows/{workflow_id}/webhooks/{webhook_id}/secret", { params, body }));
}
