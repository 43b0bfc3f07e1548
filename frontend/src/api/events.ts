/** Live streams: read by fetch, since EventSource cannot carry an access token; gone on with where they broke. */

import { authorizedFetch, problemOf } from "./client";
import { eventParser, type ServerEvent } from "./event-parser";
import { ApiProblem, isProblem } from "./problem";
import { refresh, session } from "./session";

export type FollowOptions = {
  readonly url: string;
  readonly signal: AbortSignal;
  /** Answer `done` when what was followed has ended. */
  readonly onEvent: (event: ServerEvent) => "done" | undefined;
  /** `live` with the first answer, `reconnecting` while the connection is away. */
  readonly onLink?: (link: "live" | "reconnecting") => void;
  readonly lastEventId?: string;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Between 0 and 1, so that many do not come again at once. */
  readonly random?: () => number;
};

type Stream = { lastEventId: string | undefined; failures: number; retryMs: number };
type Outcome = "done" | "again" | "later";

const RETRY_MS = 1_000;
const LONGEST_MS = 30_000;
const GONE = new Set(["forbidden", "not_found", "tenant_suspended"]);

/**
 * Follow a stream to its end, across broken connections, expired tokens and restarts of the server.
 *
 * @throws ApiProblem when it may not be followed (any more). Ends quietly when `signal` aborts.
 */
export async function follow(options: FollowOptions): Promise<void> {
  const stream: Stream = { lastEventId: options.lastEventId, failures: 0, retryMs: RETRY_MS };
  const wait = options.wait ?? pause;
  while (!options.signal.aborted) {
    const outcome = await readOnce(options, stream).catch((error: unknown) =>
      outcomeOf(error, stream, options),
    );
    if (outcome === "done") return;
    if (outcome === "again") continue;
    options.onLink?.("reconnecting");
    await wait(backOff(stream, options.random ?? Math.random), options.signal);
    stream.failures += 1;
  }
}

async function readOnce(options: FollowOptions, stream: Stream): Promise<Outcome> {
  const headers = new Headers({ accept: "text/event-stream" });
  if (stream.lastEventId !== undefined) headers.set("last-event-id", stream.lastEventId);
  const answer = await authorizedFetch(new Request(options.url, { headers, signal: options.signal }));
  if (answer.status === 204) return "done";
  if (!answer.ok || answer.body === null) throw await problemOf(answer);
  options.onLink?.("live");
  return readBody(answer.body, options, stream);
}

async function readBody(
  body: ReadableStream<Uint8Array>,
  options: FollowOptions,
  stream: Stream,
): Promise<Outcome> {
  const parser = eventParser();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  const stop = () => void reader.cancel().catch(() => undefined);
  options.signal.addEventListener("abort", stop, { once: true });
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      for (const event of parser.push(decoder.decode(piece.value, { stream: true }))) {
        const outcome = await take(event, options, stream);
        if (outcome !== undefined) return outcome;
      }
      stream.retryMs = parser.retryMs() ?? stream.retryMs;
    }
    return "later";
  } finally {
    options.signal.removeEventListener("abort", stop);
    stop();
  }
}

async function take(
  event: ServerEvent,
  options: FollowOptions,
  stream: Stream,
): Promise<Outcome | undefined> {
  if (event.name === "end") return ended(event.data, options.signal);
  if (event.id !== undefined) stream.lastEventId = event.id;
  stream.failures = 0;
  return options.onEvent(event);
}

/** What an `end` event asks for. */
async function ended(data: string, signal: AbortSignal): Promise<Outcome> {
  const { reason, message } = JSON.parse(data);
  if (reason === "token_expired") return (await refresh()) ? "again" : signedIn(signal);
  if (reason === "not_signed_in") return signedIn(signal);
  if (GONE.has(reason))
    throw new ApiProblem(403, { code: String(reason), detail: String(message ?? reason) });
  return "later";
}

async function outcomeOf(error: unknown, stream: Stream, { signal }: FollowOptions): Promise<Outcome> {
  if (signal.aborted) return "done";
  if (!isProblem(error)) return "later";
  if (error.status === 401) return signedIn(signal);
  if (error.code === "bad_event_id" && stream.lastEventId !== undefined) {
    stream.lastEventId = undefined;
    return "again";
  }
  if (error.status !== 0 && error.status !== 429 && error.status < 500) throw error;
  stream.retryMs = Math.max(stream.retryMs, (error.retryAfterS ?? 0) * 1_000);
  return "later";
}

/** Wait until somebody has signed in again over what they see; at once `done` when nobody will. */
function signedIn(signal: AbortSignal): Promise<Outcome> {
  return new Promise((resolve) => {
    const look = () => {
      const { state } = session.getState();
      if (state === "signed-out" || state === "unknown" || signal.aborted) settle("done");
      else if (state === "signed-in") settle("later");
    };
    const settle = (outcome: Outcome) => {
      leave();
      signal.removeEventListener("abort", look);
      resolve(outcome);
    };
    const leave = session.subscribe(look);
    signal.addEventListener("abort", look);
    look();
  });
}

function backOff({ failures, retryMs }: Stream, random: () => number): number {
  const longest = Math.min(retryMs * 2 ** Math.min(failures, 10), Math.max(LONGEST_MS, retryMs));
  return longest * (0.5 + random() / 2);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
