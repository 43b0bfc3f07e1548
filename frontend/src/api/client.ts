import createClient, { type Middleware } from "openapi-fetch";
import { noteAnswer } from "./connection";
import { ApiProblem, unreachable } from "./problem";
import type { paths } from "./schema";
import { accessToken, refresh } from "./session";

/**
 * Fetch with the access token. An expired token is renewed once and the request repeated, so that nobody notices;
 * when the session is over the answer is the server's 401.
 *
 * @throws ApiProblem `unreachable` when there is no answer.
 */
export async function authorizedFetch(request: Request): Promise<Response> {
  const again = request.clone();
  const sent = accessToken();
  const answer = await send(request);
  const now = accessToken();
  if (answer.status !== 401 || now === undefined) return answer;
  return sent !== now || (await refresh()) ? send(again) : answer;
}

async function send(request: Request): Promise<Response> {
  const token = accessToken();
  if (token !== undefined) request.headers.set("authorization", `Bearer ${token}`);
  const answer = await fetch(request).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    noteAnswer(undefined);
    throw unreachable();
  });
  noteAnswer(answer.status);
  return answer;
}

const problems: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
  },
};

/** Turn a refused answer into what is thrown. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const after = Number(response.headers.get("retry-after") ?? Number.NaN);
  const body = await response.json().catch(() => ({}));
  return new ApiProblem(response.status, body, Number.isFinite(after) ? after : undefined);
}

/** The client that is generated from the OpenAPI document. Refused answers are thrown as ApiProblem. */
export const api = createClient<paths>({ baseUrl: origin(), fetch: authorizedFetch });
api.use(problems);

function origin(): string {
  return globalThis.location?.origin ?? "http://localhost";
}

/** The data of an answer; the client throws before there could be none. */
export async function data<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data: found } = await answer;
  if (found === undefined)
    throw new ApiProblem(0, { code: "no_answer", detail: "The server sent no answer." });
  return found;
}
