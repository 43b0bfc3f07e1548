import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { isProblem } from "~/api/problem";
import { cancelExecution, retryExecution } from "~/api/queries/steering";
import type { ExecutionItem } from "~/api/shapes";
import { confirm } from "~/ui/confirm";
import { notifyDone, notifyProblem } from "~/ui/notify";
import { nameOf } from "./words";

export type Which = Pick<ExecutionItem, "id" | "workflow_id" | "workflow_name">;

/** Stopping an execution and doing it once more. The server decides who may; every refusal is told. */
export function useExecutionActions(item: Which) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [isBusy, setBusy] = useState(false);
  const renew = () => cache.invalidateQueries({ queryKey: ["executions"] });

  async function stop() {
    setBusy(true);
    try {
      const { status } = await cancelExecution(item.workflow_id, item.id);
      notifyDone(status === "cancelled" ? "The execution is stopped." : "The execution is being stopped.");
      await renew();
    } catch (error) {
      notifyProblem("The execution was not stopped", error);
    }
    setBusy(false);
  }

  async function retry(repeatUnknown = false) {
    setBusy(true);
    try {
      const again = await retryExecution(item.workflow_id, item.id, { repeatUnknown });
      void renew();
      await navigate({ to: "/executions/$executionId", params: { executionId: again.id } });
    } catch (error) {
      if (isProblem(error, "outcome_unknown")) askAgain(error.message, () => void retry(true));
      else notifyProblem("The execution was not retried", error);
    }
    setBusy(false);
  }

  return {
    isBusy,
    retry: () => void retry(),
    stop: () =>
      confirm({
        title: "Stop this execution?",
        children: `“${nameOf(item)}” ends where it is. What has happened outside is not undone.`,
        action: "Stop",
        onConfirm: () => void stop(),
      }),
  };
}

function askAgain(message: string, onConfirm: () => void): void {
  confirm({
    title: "It may have happened already",
    children: `${message} Look there first. Doing it again may do it twice.`,
    action: "Do it again",
    onConfirm,
  });
}
