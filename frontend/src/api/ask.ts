/** One request to the API, for answers whose shape the OpenAPI document leaves open. */

import type { Json } from "~/document/types";
import { authorizedFetch, problemOf } from "./client";

export type Asked = {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly search?: Readonly<Record<string, string | undefined>>;
  readonly body?: Json;
  readonly etag?: string;
  readonly signal?: AbortSignal;
};

/** The answer as JSON with its revision. Throws ApiProblem when it is a refusal. */
export async function ask<T>(path: string, asked: Asked = {}): Promise<{ body: T; etag: string }> {
  const { method = "GET", body, etag, signal } = asked;
  const headers = new Headers(etag === undefined ? {} : { "if-match": etag });
  if (body !== undefined) headers.set("content-type", "application/json");
  const address = new URL(path, globalThis.location.origin);
  for (const [key, value] of Object.entries(asked.search ?? {}))
    if (value !== undefined) address.searchParams.append(key, value);
  const text = body === undefined ? null : JSON.stringify(body);
  const answer = await authorizedFetch(
    new Request(address, { method, headers, body: text, signal: signal ?? null }),
  );
  if (!answer.ok) throw await problemOf(answer);
  return { body: answer.status === 204 ? null : await answer.json(), etag: answer.headers.get("etag") ?? "" };
}
