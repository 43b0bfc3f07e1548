/** A log of who did what: the tenant's, or the platform's for its owner. */

import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { ask } from "../ask";
import { authorizedFetch, problemOf } from "../client";
import type { AuditEntry, AuditVerification } from "../shapes";
import type { Page } from "./executions";

export type LogName = "tenant" | "platform";
export type LogFilters = Readonly<Record<string, string>>;
/** An entry that was noted elsewhere; the chain has to go through it. */
export type NotedPlace = { readonly seq: number; readonly hash: string };
export type ExportProgress = { readonly bytes: number; readonly entries: number };

const PATHS: Readonly<Record<LogName, string>> = {
  tenant: "/api/v1/audit-logs",
  platform: "/api/v1/platform/log",
};
const PAGE = "50";
const NEWLINE = 10;

/** A page may have few entries, even none, while there are more: what is searched is long. */
export const auditQuery = (log: LogName, filters: LogFilters) =>
  infiniteQueryOptions({
    queryKey: ["audit", log, filters],
    queryFn: async ({ pageParam, signal }) => {
      const search = { ...filters, limit: PAGE, cursor: pageParam };
      return (await ask<Page<AuditEntry>>(PATHS[log], { search, signal })).body;
    },
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export type Export = {
  readonly filters: LogFilters;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ExportProgress) => void;
};

/** All that a search finds, as JSON Lines. Throws when it is stopped: half a log is none. */
export async function exportLog(log: LogName, { filters, signal, onProgress }: Export): Promise<Blob> {
  const address = `${PATHS[log]}/export?${new URLSearchParams(filters)}`;
  const answer = await authorizedFetch(new Request(address, { signal }));
  if (!answer.ok) throw await problemOf(answer);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let [bytes, entries] = [0, 0];
  const reader = answer.body?.getReader();
  signal.addEventListener("abort", () => void reader?.cancel());
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    chunks.push(read.value);
    bytes += read.value.byteLength;
    entries += linesIn(read.value);
    onProgress({ bytes, entries });
  }
  signal.throwIfAborted();
  return new Blob(chunks, { type: "application/jsonl" });
}

export type Verifying = {
  readonly noted?: NotedPlace | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (entries: number) => void;
};

/** Follow the whole chain, part by part, up to its end or the first problem. */
export async function verifyLog(
  log: LogName,
  { noted, signal, onProgress }: Verifying,
): Promise<AuditVerification> {
  const place = noted && { noted_seq: String(noted.seq), noted_hash: noted.hash };
  const part = async (after?: number) => {
    const search = { ...place, after: after?.toString() };
    return (await ask<AuditVerification>(`${PATHS[log]}/verify`, { search, signal })).body;
  };
  let so = await part();
  while (so.ok && so.next_after !== null) {
    onProgress(so.entries);
    const next = await part(so.next_after);
    so = { ...next, start: so.start, entries: so.entries + next.entries };
  }
  return so;
}

function linesIn(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte === NEWLINE) count += 1;
  return count;
}

function firstPage(): string | undefined {
  return undefined;
}
