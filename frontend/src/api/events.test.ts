import { eventStream, fakeServer, problem } from "~/testing/fake-server";
import type { ServerEvent } from "./event-parser";
import { follow } from "./events";
import { enter, leave, session } from "./session";

const URL = "/api/v1/workflows/w/executions/e/events";
const ROUTE = `GET ${URL}`;
const ME = { access_token: "old", user: { id: "u" }, tenant: { id: "t" } };
const step = (id: number) => `id: ${id}\nevent: step\ndata: {"seq":${id}}\n\n`;
const END = 'id: 9\nevent: execution\ndata: {"status":"succeeded"}\n\n';

/** Follow with answers in a row; the last one for all that come later. */
function following(answers: readonly (() => Response)[]) {
  const left = [...answers];
  const server = fakeServer({
    [ROUTE]: () => (left.length > 1 ? left.shift() : left[0])?.(),
    "POST /api/v1/auth/refresh": { ...ME, access_token: "new" },
  });
  const seen: ServerEvent[] = [];
  const waits: number[] = [];
  const links: string[] = [];
  const stop = new AbortController();
  const end = follow({
    url: URL,
    signal: stop.signal,
    onEvent: (event) => {
      seen.push(event);
      return event.data.includes("succeeded") ? "done" : undefined;
    },
    onLink: (link) => void links.push(link),
    wait: async (ms) => void waits.push(ms),
    random: () => 1,
  });
  return { server, seen, waits, links, stop, end, ids: () => seen.map((event) => event.id) };
}

beforeEach(() => {
  enter(JSON.parse(JSON.stringify(ME)));
});
afterEach(leave);

describe("following a stream", () => {
  it("tells every event and ends with the last", async () => {
    const text = step(1) + step(2) + END;
    const run = following([() => eventStream(text.split(/(?<=:)/))]);
    await run.end;
    expect(run.ids()).toEqual(["1", "2", "9"]);
    expect(run.links).toEqual(["live"]);
  });

  it("goes on behind the last event after a broken connection", async () => {
    const run = following([
      () => eventStream([step(1), "id: 2\nevent: st"]),
      () => eventStream([step(2), END]),
    ]);
    await run.end;
    expect(run.ids()).toEqual(["1", "2", "9"]);
    expect(run.server.to(ROUTE).map((each) => each.headers.get("last-event-id"))).toEqual([null, "1"]);
    expect(run.links).toEqual(["live", "reconnecting", "live"]);
  });

  it("waits longer each time that nothing comes, as long as the server says at first", async () => {
    const gone = () => problem(503, "unavailable");
    const run = following([() => eventStream(["retry: 200\n\n"]), gone, gone, () => eventStream([END])]);
    await run.end;
    expect(run.waits).toEqual([200, 400, 800]);
  });

  it("waits as long as it is told when there are too many streams", async () => {
    const many = () =>
      new Response('{"code":"too_many_streams"}', { status: 429, headers: { "retry-after": "5" } });
    const run = following([many, () => eventStream([END])]);
    await run.end;
    expect(run.waits).toEqual([5_000]);
  });

  it("renews an expired token and goes on at once", async () => {
    const expired = 'event: end\ndata: {"reason":"token_expired","message":"Expired."}\n\n';
    const run = following([() => eventStream([step(1), expired]), () => eventStream([END])]);
    await run.end;
    const [, again] = run.server.to(ROUTE);
    expect(again?.headers.get("authorization")).toBe("Bearer new");
    expect(again?.headers.get("last-event-id")).toBe("1");
    expect(run.waits).toEqual([]);
  });

  it("goes on once somebody has signed in again", async () => {
    const over = 'event: end\ndata: {"reason":"not_signed_in"}\n\n';
    const run = following([() => eventStream([step(1), over]), () => eventStream([END])]);
    session.setState({ ...JSON.parse(JSON.stringify(ME)), state: "expired" }, true);
    await vi.waitFor(() => expect(run.ids()).toEqual(["1"]));
    enter(JSON.parse(JSON.stringify(ME)));
    await run.end;
    expect(run.ids()).toEqual(["1", "9"]);
  });

  it("ends with the reason when one may not see it any more", async () => {
    const run = following([
      () => eventStream(['event: end\ndata: {"reason":"forbidden","message":"No."}\n\n']),
    ]);
    await expect(run.end).rejects.toMatchObject({ code: "forbidden", message: "No." });
  });

  it("ends with the refusal of the first request", async () => {
    const run = following([() => problem(404, "not_found")]);
    await expect(run.end).rejects.toMatchObject({ code: "not_found" });
  });

  it("begins anew when its place is unknown", async () => {
    const run = following([
      () => eventStream([step(1)]),
      () => problem(422, "bad_event_id"),
      () => eventStream([END]),
    ]);
    await run.end;
    expect(run.server.to(ROUTE).map((each) => each.headers.get("last-event-id"))).toEqual([null, "1", null]);
  });

  it("ends when everything was told before", async () => {
    const run = following([() => new Response(null, { status: 204 })]);
    await run.end;
    expect(run.seen).toEqual([]);
  });

  it("stops when nobody looks any more", async () => {
    const run = following([() => eventStream([step(1)], { isOpen: true })]);
    await vi.waitFor(() => expect(run.ids()).toEqual(["1"]));
    run.stop.abort();
    await run.end;
    expect(run.server.to(ROUTE)).toHaveLength(1);
  });
});
