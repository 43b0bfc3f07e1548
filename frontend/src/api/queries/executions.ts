/** Executions: lists, and what their nodes did. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Json, JsonObject } from "~/document/types";
import { api, authorizedFetch, data, problemOf } from "../client";
import type {
  ExecutedDocument,
  ExecutionDetail,
  ExecutionItem,
  FileItem,
  LogLine,
  StepItem,
} from "../shapes";
import { ask, inWorkflow, withSearch } from "./execution-requests";

export type Step = Omit<StepItem, "output" | "meta"> & { readonly output: Json; readonly meta: JsonObject };
export type Execution = Omit<ExecutionDetail, "input" | "output"> & {
  readonly input: Json;
  readonly output: Json;
};
export type Page<T> = { readonly items: readonly T[]; readonly next_cursor?: string | null };
export type ExecutionStatus = ExecutionItem["status"];

const PAGE = 50;
const LIVE_MS = 5_000;

/** Executions of a workflow, newest first. Looked at again every five seconds while somebody sees them. */
export const workflowExecutionsQuery = (workflowId: string, status?: string) =>
  infiniteQueryOptions({
    queryKey: ["workflows", workflowId, "executions", status ?? "all"],
    queryFn: ({ pageParam, signal }) =>
      ask<Page<ExecutionItem>>(
        withSearch(`${inWorkflow(workflowId)}/executions`, {
          status,
          cursor: pageParam,
          limit: String(PAGE),
        }),
        { signal },
      ),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: LIVE_MS,
  });

/** The newest executions only, to see what others start. */
export const latestExecutionsQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ["workflows", workflowId, "executions", "latest"],
    queryFn: ({ signal }) =>
      ask<Page<ExecutionItem>>(withSearch(`${inWorkflow(workflowId)}/executions`, { limit: "5" }), {
        signal,
      }),
    refetchInterval: LIVE_MS,
  });

export const executionQuery = (executionId: string) =>
  queryOptions({
    queryKey: ["executions", executionId],
    queryFn: ({ signal }) => readExecution(executionId, signal),
  });

/** What an execution executed. It never changes. */
export const executedDocumentQuery = (executionId: string) =>
  queryOptions({
    queryKey: ["executions", executionId, "document"],
    queryFn: async ({ signal }) => {
      const path = `/api/v1/executions/${encodeURIComponent(executionId)}/document`;
      return ask<ExecutedDocument>(path, { signal });
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The whole output of a step; what was not kept whole is computed again. */
export const stepOutputQuery = (executionId: string, seq: number) =>
  queryOptions({
    queryKey: ["executions", executionId, "output", seq],
    queryFn: ({ signal }) => readOutput(executionId, seq, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const logQuery = (executionId: string, level: string | undefined, isLive: boolean) =>
  infiniteQueryOptions({
    queryKey: ["executions", executionId, "logs", level ?? "all"],
    queryFn: ({ pageParam, signal }) =>
      ask<{ items: readonly LogLine[]; next_after: number | null }>(
        withSearch(`/api/v1/executions/${executionId}/logs`, { level, after: pageParam, limit: "200" }),
        { signal },
      ),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => (page.next_after === null ? undefined : String(page.next_after)),
    refetchInterval: isLive ? LIVE_MS : false,
  });

export const filesQuery = (workflowId: string, executionId: string) =>
  queryOptions({
    queryKey: ["executions", executionId, "files"],
    queryFn: ({ signal }) =>
      ask<Page<FileItem>>(`${inWorkflow(workflowId)}/executions/${executionId}/files`, { signal }),
  });

/** The whole output of a step, or the reason why there is only its beginning. */
export const wholeOutputQuery = (executionId: string, seq: number) =>
  queryOptions({
    queryKey: ["executions", executionId, "whole-output", seq],
    queryFn: ({ signal }) => readWholeOutput(executionId, seq, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export async function readWholeOutput(executionId: string, seq: number, signal?: AbortSignal): Promise<Json> {
  const { output, is_preview } = await readOutput(executionId, seq, signal);
  if (is_preview) throw new Error("Only the beginning of this output is known. Run the workflow again.");
  return output;
}

export function readExecution(executionId: string, signal?: AbortSignal): Promise<Execution> {
  return ask(`/api/v1/executions/${executionId}`, { signal });
}

export function readOutput(
  executionId: string,
  seq: number,
  signal?: AbortSignal,
): Promise<{ output: Json; is_preview: boolean }> {
  return ask(`/api/v1/executions/${executionId}/steps/${seq}/output`, { signal });
}

/** All steps of an execution that has ended, page by page. */
export async function* readSteps(executionId: string, signal?: AbortSignal): AsyncGenerator<readonly Step[]> {
  let cursor: string | undefined;
  do {
    const page: Page<Step> = await ask(
      withSearch(`/api/v1/executions/${executionId}/steps`, { limit: "200", cursor }),
      { signal },
    );
    yield page.items;
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

/** How many executions the tenant may have at work, and has; nothing where one may not know. */
export const activeExecutionsQuery = () =>
  queryOptions({
    queryKey: ["usage", "active-executions"],
    queryFn: async () => {
      const usage = await data(api.GET("/api/v1/usage"));
      return usage.items.find((each) => each.metric === "active_executions") ?? null;
    },
    retry: false,
  });

type Template = {
  readonly title: string;
  readonly input?: Json;
  readonly document: { readonly name?: string; readonly nodes?: readonly { readonly id: string }[] };
};

/** Inputs of the templates, with what tells which workflow was made from which. */
export const templateInputsQuery = () =>
  queryOptions({
    queryKey: ["workflow-templates", "inputs"],
    queryFn: async ({ signal }) => {
      const { items } = await ask<Page<Template>>("/api/v1/workflow-templates", { signal });
      return items.map(({ title, input, document }) => ({
        name: document.name ?? title,
        nodes: document.nodes?.map((node) => node.id).join(" ") ?? "",
        input,
      }));
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What the nodes of an execution gave last, and what the execution was given. */
export type LastRuns = {
  readonly runs: ReadonlyMap<string, Pick<Step, "status" | "output" | "port">>;
  readonly input: Json | undefined;
};

/**
 * Of the newest execution that has ended. Without any, or without the right to see it: nothing.
 * `seen`: how many executions the page has shown; after one more the last one is another.
 */
export const lastRunsQuery = (workflowId: string, seen: number) =>
  queryOptions({
    queryKey: ["workflows", workflowId, "executions", "last-runs", seen],
    queryFn: async ({ signal, client }): Promise<LastRuns> => {
      const ended = await readLastEnded(workflowId, signal);
      if (ended === undefined) return { runs: new Map(), input: undefined };
      const { input } = await readExecution(ended, signal);
      return { runs: await client.fetchQuery(lastStepsQuery(ended)), input };
    },
    staleTime: 60_000,
    retry: false,
  });

/** The id of the newest execution that has ended. */
export async function readLastEnded(workflowId: string, signal?: AbortSignal): Promise<string | undefined> {
  const path = withSearch(`${inWorkflow(workflowId)}/executions`, { limit: "5" });
  const { items } = await ask<Page<ExecutionItem>>(path, signal ? { signal } : {});
  return items.find(({ finished_at }) => finished_at !== null)?.id;
}

/** What each node of an ended execution gave last. */
export const lastStepsQuery = (executionId: string) =>
  queryOptions({
    queryKey: ["executions", executionId, "last-steps"],
    queryFn: async ({ signal }) => {
      const last = new Map<string, Step>();
      for await (const steps of readSteps(executionId, signal))
        for (const step of steps) last.set(step.node_id, step);
      return last;
    },
  });

export function eventsUrl(workflowId: string, executionId: string): string {
  return `${inWorkflow(workflowId)}/executions/${executionId}/events`;
}

export async function readFile(workflowId: string, executionId: string, sha256: string): Promise<Blob> {
  const answer = await authorizedFetch(
    new Request(`${inWorkflow(workflowId)}/executions/${executionId}/files/${sha256}`),
  );
  if (!answer.ok) throw await problemOf(answer);
  return answer.blob();
}

function firstPage(): string | undefined {
  return undefined;
}
