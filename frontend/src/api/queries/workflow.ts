/** One workflow as the editor reads and writes it: the document, its draft, its revision. */

import { queryOptions } from "@tanstack/react-query";
import type { Json } from "~/document/types";
import { api, authorizedFetch, data, problemOf } from "../client";
import type {
  DocumentDiff,
  Draft,
  SavedDraft,
  Validation,
  VersionDetail,
  VersionItem,
  WorkflowDetail,
} from "../shapes";
import { ahead } from "./ahead";

/** What the server answers, with the revision that the next change has to name. */
export type Revised<T> = { readonly body: T; readonly etag: string };

/** A workflow and its draft, if there is one; what the editor opens. */
export type OpenedWorkflow = {
  readonly workflow: WorkflowDetail;
  readonly draft: Draft | null;
  readonly etag: string;
};

/** A document of two mebibytes takes so long at 50 KiB a second. */
const SAVE_GIVEN_UP_MS = 60_000;

export const workflowKey = (id: string) => ["workflow", id] as const;

/** Never cached: the editor has to begin from what the server has now. */
export const openedWorkflowQuery = (id: string) =>
  queryOptions({
    queryKey: [...workflowKey(id), "opened"],
    queryFn: async ({ client }) => {
      const opened = await workflowAhead.take(id);
      client.setQueryData(workflowQuery(id).queryKey, opened.workflow);
      return opened;
    },
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** What a workflow is called, who may do what with it, which version is the latest. */
export const workflowQuery = (id: string) =>
  queryOptions({
    queryKey: [...workflowKey(id), "detail"],
    queryFn: async () => (await ask<WorkflowDetail>("GET", at(id))).body,
  });

/** A published version; it never changes. */
export const versionQuery = (id: string, version: string) =>
  queryOptions({
    queryKey: [...workflowKey(id), "version", version],
    queryFn: async () => (await ask<VersionDetail>("GET", `${at(id)}/versions/${version}`)).body,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The workflows that every tenant begins with. */
export const exampleWorkflowsQuery = () =>
  queryOptions({
    queryKey: ["workflows", "examples"],
    queryFn: () => data(api.GET("/api/v1/workflows", { params: { query: { tag: ["example"], limit: 3 } } })),
    staleTime: 60_000,
  });

/** The number of what the server has, which changes with its document, its draft and its name. */
export async function readRevision(id: string): Promise<string> {
  return (await ask<WorkflowDetail>("GET", at(id))).etag;
}

export async function readWorkflow(id: string): Promise<OpenedWorkflow> {
  const { body: workflow, etag } = await ask<WorkflowDetail>("GET", at(id));
  if (!workflow.has_draft) return { workflow, draft: null, etag };
  const draft = await ask<Draft>("GET", `${at(id)}/draft`);
  return { workflow, draft: draft.body, etag: draft.etag };
}

/** A workflow that is fetched while the editor's script still is. */
export const workflowAhead = ahead(readWorkflow);

/** A request that hangs is given up, so that the next one is tried; the revision tells whether it had arrived. */
export function saveDraft(id: string, document: Json, etag: string): Promise<Revised<SavedDraft>> {
  const signal = AbortSignal.timeout(SAVE_GIVEN_UP_MS);
  return ask("PUT", `${at(id)}/draft`, { body: { document }, etag, signal });
}

export function publishDraft(id: string, note: string, etag: string): Promise<Revised<VersionItem>> {
  return ask("POST", `${at(id)}/publish`, { body: { note }, etag });
}

/** Name, description, tags: what a workflow has besides its document. */
export function changeWorkflow(
  id: string,
  change: { name?: string; description?: string; tags?: readonly string[] },
  etag: string,
): Promise<Revised<WorkflowDetail>> {
  return ask("PUT", at(id), { body: change, etag });
}

export async function validateDocument(document: Json, signal?: AbortSignal): Promise<Validation> {
  return (await ask<Validation>("POST", "/api/v1/workflows/validate", { body: { document }, signal })).body;
}

/** What a published version and the draft on the server differ in. */
export async function compareWithDraft(id: string, before: number): Promise<DocumentDiff> {
  return (await ask<DocumentDiff>("GET", `${at(id)}/versions/${before}/diff/draft`)).body;
}

export async function duplicateWorkflow(id: string, name: string): Promise<WorkflowDetail> {
  return (await ask<WorkflowDetail>("POST", `${at(id)}/duplicate`, { body: { name } })).body;
}

/** A workflow that has only a draft, which need not be valid. Where the draft is refused nothing is left behind. */
export async function createFromDocument(name: string, document: Json): Promise<WorkflowDetail> {
  const { body, etag } = await ask<WorkflowDetail>("POST", "/api/v1/workflows", { body: { name } });
  try {
    await saveDraft(body.id, document, etag);
  } catch (problem) {
    await ask("DELETE", at(body.id)).catch(() => undefined);
    throw problem;
  }
  return body;
}

export type ImportedText = {
  readonly text: string;
  readonly format: "json" | "yaml";
  readonly name?: string;
};

/** A workflow from the text of a file, published as version 1. */
export async function importWorkflow(imported: ImportedText): Promise<WorkflowDetail> {
  return (await ask<WorkflowDetail>("POST", "/api/v1/workflows/import", { body: { ...imported } })).body;
}

/** The text of the latest published document, as a file would have it. */
export async function exportWorkflow(id: string, format: "json" | "yaml"): Promise<Blob> {
  const answer = await authorizedFetch(new Request(new URL(`${at(id)}/export?format=${format}`, origin())));
  if (!answer.ok) throw await problemOf(answer);
  return answer.blob();
}

function at(id: string): string {
  return `/api/v1/workflows/${encodeURIComponent(id)}`;
}

type Asked = { body?: Json; etag?: string; signal?: AbortSignal | undefined };

async function ask<T>(
  method: string,
  address: string,
  { body, etag, signal }: Asked = {},
): Promise<Revised<T>> {
  const headers = new Headers(etag === undefined ? {} : { "if-match": etag });
  if (body !== undefined) headers.set("content-type", "application/json");
  const text = body === undefined ? null : JSON.stringify(body);
  const answer = await authorizedFetch(
    new Request(new URL(address, origin()), { method, headers, body: text, signal: signal ?? null }),
  );
  if (!answer.ok) throw await problemOf(answer);
  return { body: await answer.json(), etag: answer.headers.get("etag") ?? "" };
}

function origin(): string {
  return globalThis.location.origin;
}
