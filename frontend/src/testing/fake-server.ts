/** A server at the other side of `fetch`: a table of routes, and what was asked of them. For tests only. */

import { vi } from "vitest";
import type { Json } from "~/document/types";

export type FakeRequest = {
  readonly method: string;
  readonly path: string;
  /** What stands at the places of the route that begin with a colon. */
  readonly params: Readonly<Record<string, string>>;
  readonly search: URLSearchParams;
  readonly headers: Headers;
  readonly body: Json | undefined;
  readonly signal: AbortSignal;
};

/** JSON is answered with 200; `undefined` never comes to an answer until the request is given up. */
export type FakeAnswer = Response | Json | undefined;
export type FakeRoute = FakeAnswer | ((request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>);
/** Keys are such as `GET /api/v1/workflows/:id`. */
export type FakeRoutes = Record<string, FakeRoute>;

export type FakeServer = {
  readonly requests: FakeRequest[];
  /** Those to a route, such as `POST /api/v1/workflows/:id/execute`. */
  readonly to: (route: string) => FakeRequest[];
  /** Add routes, or put others in their place. */
  readonly answer: (routes: FakeRoutes) => void;
};

/** Answer every `fetch` of this test from the table; what is not in it gets 404 `not_found`. */
export function fakeServer(routes: FakeRoutes = {}): FakeServer {
  const table = new Map(Object.entries(routes));
  const requests: FakeRequest[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const found = [...table].find(([route]) => paramsOf(route, request) !== null);
    const asked = await read(request, found ? (paramsOf(found[0], request) ?? {}) : {});
    requests.push(asked);
    if (request.signal.aborted) throw aborted();
    return found ? respond(found[1], asked) : problem(404, "not_found", `No route for ${asked.path}.`);
  });
  return {
    requests,
    to: (route) => requests.filter((each) => matches(route, each.method, each.path) !== null),
    answer: (more) => {
      for (const [route, answer] of Object.entries(more)) table.set(route, answer);
    },
  };
}

/** A refusal as the server words it. */
export function problem(
  status: number,
  code: string,
  detail = code,
  more: Record<string, Json> = {},
): Response {
  return Response.json({ status, code, detail, title: code, ...more }, { status });
}

/** Server-sent events that come in exactly these pieces; then the stream ends, or with `isOpen` stays open. */
export function eventStream(chunks: readonly string[], { isOpen = false } = {}): Response {
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      if (!isOpen) controller.close();
    },
  });
  return new Response(stream, { headers: { "content-type": "text/event-stream" } });
}

async function respond(route: FakeRoute, request: FakeRequest): Promise<Response> {
  const answer = typeof route === "function" ? await route(request) : route;
  if (answer === undefined) return untilAborted(request.signal);
  return answer instanceof Response ? answer.clone() : Response.json(answer);
}

function untilAborted(signal: AbortSignal): Promise<Response> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(aborted())));
}

function aborted(): DOMException {
  return new DOMException("This operation was aborted.", "AbortError");
}

async function read(request: Request, params: Record<string, string>): Promise<FakeRequest> {
  const url = new URL(request.url);
  const text = await request.text();
  return {
    method: request.method,
    path: url.pathname,
    params,
    search: url.searchParams,
    headers: request.headers,
    body: text === "" ? undefined : bodyOf(text),
    signal: request.signal,
  };
}

function bodyOf(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function paramsOf(route: string, request: Request): Record<string, string> | null {
  return matches(route, request.method, new URL(request.url).pathname);
}

function matches(route: string, method: string, path: string): Record<string, string> | null {
  const [verb, pattern = ""] = route.split(" ");
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (verb !== method || wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const found = decodeURIComponent(given[at] ?? "");
    if (part.startsWith(":")) params[part.slice(1)] = found;
    else if (part !== found) return null;
  }
  return params;
}
