/** How executions are asked for: addresses, and answers as JSON. */

import { authorizedFetch, problemOf } from "../client";

/** The answer as JSON. Throws ApiProblem when it is a refusal. */
export async function ask<T>(url: string, init: RequestInit): Promise<T> {
  const answer = await authorizedFetch(new Request(url, init));
  if (!answer.ok) throw await problemOf(answer);
  return answer.json();
}

export function inWorkflow(workflowId: string): string {
  return `/api/v1/workflows/${workflowId}`;
}

/** Without what is not given. */
export function withSearch(path: string, search: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(search).flatMap(([key, value]) => (value ? [[key, value]] : []));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
