import { useDocumentVisibility } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { follow } from "~/api/events";
import { stepsQuery } from "~/api/queries/execution-lists";
import { type Execution, eventsUrl, executionQuery } from "~/api/queries/executions";
import type { Standing } from "../list/live-rows";
import { isLive } from "../words";

const STEPS_MS = 1_000;

/** Keeps an execution that goes on up to date: how it stands at once, its steps at most once in a second. */
export function useLiveExecution(execution: Execution | undefined): void {
  const cache = useQueryClient();
  const isVisible = useDocumentVisibility() !== "hidden";
  const id = execution?.id;
  const workflowId = execution?.workflow_id;
  const isFollowed = execution !== undefined && isLive(execution) && isVisible;

  useEffect(() => {
    if (!isFollowed || id === undefined || workflowId === undefined) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;

    const renewSteps = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void cache.invalidateQueries({ queryKey: stepsQuery(id).queryKey });
      }, STEPS_MS);
    };
    void follow({
      url: eventsUrl(workflowId, id),
      signal: abort.signal,
      onEvent: ({ name, data }) => {
        if (name === "step") renewSteps();
        if (name === "execution") {
          const standing = standingOf(data);
          cache.setQueryData(executionQuery(id).queryKey, (now) => now && { ...now, ...standing });
          if (isLive(standing)) return undefined;
          void cache.invalidateQueries({ queryKey: ["executions", id] });
          return "done";
        }
        return undefined;
      },
    }).catch(() => undefined);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [id, workflowId, isFollowed, cache]);
}

function standingOf(data: string): Standing {
  const { status, waiting_for, wake_at, error, started_at, finished_at, duration_ms }: Standing =
    JSON.parse(data);
  return { status, waiting_for, wake_at, error, started_at, finished_at, duration_ms };
}
