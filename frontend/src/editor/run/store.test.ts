import { anEvent, anExecution, aStep } from "~/testing/executions";
import { eventStream, type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { detailsOf } from "./details";
import { createRunStore, type RunStoreOptions } from "./store";

const EXECUTE = "POST /api/v1/workflows/:w/execute";
const EVENTS = "GET /api/v1/workflows/:w/executions/:id/events";
const ONE = "GET /api/v1/executions/:id";

const queued = anExecution({ status: "queued", started_at: null, finished_at: null, duration_ms: null });

function opened(routes: FakeRoutes = {}, options: Partial<RunStoreOptions> = {}) {
  const server = fakeServer({
    [EXECUTE]: queued,
    [EVENTS]: eventStream([]),
    [ONE]: anExecution(),
    ...routes,
  });
  const saved: string[] = [];
  const store = createRunStore({
    workflowId: "workflow-1",
    userId: "user-1",
    save: async () => void saved.push("draft"),
    canExecute: true,
    ...options,
  });
  return { server, store, saved, now: store.getState };
}

beforeEach(() => localStorage.clear());

describe("starting an execution", () => {
  it("saves, executes the draft, and follows it to its output", async () => {
    const { server, now, saved } = opened({
      [EVENTS]: eventStream([
        anEvent("execution", { ...queued, status: "running" }, "0"),
        anEvent("step", aStep({ status: "running" }), "1"),
        anEvent("step", aStep({ seq: 2, output: [1] }), "2"),
        anEvent("execution", anExecution(), "3"),
      ]),
      [ONE]: anExecution({ output: [1] }),
    });

    await now().start();

    await vi.waitFor(() => expect(now().execution).toMatchObject({ status: "succeeded", output: [1] }));
    expect(saved).toEqual(["draft"]);
    expect(server.to(EXECUTE)[0]?.body).toEqual({ draft: true });
    expect(now().nodes.get("fetch")).toMatchObject({ status: "succeeded", output: [1], durationMs: 81.5 });
  });

  it("reads the steps of one that has ended before its stream began", async () => {
    const { now } = opened({
      [EVENTS]: eventStream([
        anEvent("execution", { ...anExecution(), seq: null }, "0"),
        anEvent("step", aStep({ output: [1] }), "1"),
        anEvent("execution", { ...anExecution(), seq: 2 }, "2"),
      ]),
      [ONE]: anExecution({ output: [1] }),
    });

    await now().start();

    await vi.waitFor(() => expect(now().nodes.get("fetch")).toMatchObject({ status: "succeeded" }));
  });

  it("sends the input, what is pinned, and how far or from where to run", async () => {
    const { server, now } = opened();
    now().setInput({ age: 25 });
    now().pin("fetch", [1]);

    await now().start({ to: "sum" });
    await now().start({ from: { executionId: "earlier", nodeId: "sum" } });

    expect(server.to(EXECUTE).map((each) => each.body)).toEqual([
      { draft: true, input: { age: 25 }, pinned: { fetch: [1] }, to: "sum" },
      { draft: true, pinned: { fetch: [1] }, from: { execution_id: "earlier", node_id: "sum" } },
    ]);
  });

  it("executes the version when everything is published", async () => {
    const { server, now } = opened({
      [EXECUTE]: ({ body }) => (JSON.stringify(body).includes("true") ? problem(409, "no_draft") : queued),
    });
    await now().start();
    expect(server.to(EXECUTE).map((each) => each.body)).toEqual([{ draft: true }, { draft: false }]);
    expect(now().problem).toBeNull();
  });

  it("keeps what was refused, and executes nothing that could not be saved", async () => {
    const { server, now } = opened({}, { save: () => Promise.reject(new Error("Offline.")) });
    await now().start();
    expect(now().problem).toMatchObject({ message: "Offline." });
    expect(now().isStarting).toBe(false);
    expect(server.to(EXECUTE)).toEqual([]);
  });

  it("does nothing for those who may not execute", async () => {
    const { server, now } = opened({}, { canExecute: false });
    await now().start();
    expect(server.requests).toEqual([]);
  });

  it("takes 10,000 events in without writing the store for each", async () => {
    const steps = Array.from({ length: 10_000 }, (_, at) =>
      anEvent("step", aStep({ seq: at, path: `loop[${at}]` }), `${at}`),
    );
    const { now, store } = opened({
      [EVENTS]: eventStream([steps.join(""), anEvent("execution", anExecution(), "x")]),
    });
    let writes = 0;
    store.subscribe(() => {
      writes += 1;
    });
    await now().start();
    await vi.waitFor(() => expect(now().nodes.get("fetch")?.runs).toBe(10_000), { timeout: 10_000 });
    expect(writes).toBeLessThan(1_000);
  });
});

describe("stopping", () => {
  it("asks the server and says that it is stopping until it has ended", async () => {
    const { server, now, store } = opened({
      [EVENTS]: eventStream([anEvent("execution", { ...queued, status: "running" }, "0")], { isOpen: true }),
      "POST /api/v1/workflows/:w/executions/:id/cancel": queued,
    });
    await now().start();
    await now().stop();
    expect(detailsOf(store).getState().isStopping).toBe(true);
    expect(server.to("POST /api/v1/workflows/:w/executions/:id/cancel")).toHaveLength(1);
    now().hide();
  });

  it("does not mind that it has ended meanwhile", async () => {
    const { now } = opened({
      "GET /api/v1/executions/:id/steps": { items: [] },
      "POST /api/v1/workflows/:w/executions/:id/cancel": problem(409, "already_ended"),
    });
    await now().show("execution-1");
    await now().stop();
    expect(now().problem).toBeNull();
  });
});

describe("showing an earlier execution", () => {
  it("loads what its nodes did page by page", async () => {
    const { now } = opened({
      [ONE]: anExecution({ version: 3, output: "done" }),
      "GET /api/v1/executions/:id/steps": ({ search }) =>
        search.get("cursor") === null
          ? { items: [aStep()], next_cursor: "2" }
          : { items: [aStep({ node_id: "sum", seq: 2 })], next_cursor: null },
    });
    await now().show("execution-1");
    await vi.waitFor(() => expect([...now().nodes.keys()]).toEqual(["fetch", "sum"]));
    expect(now().execution).toMatchObject({ id: "execution-1", version: 3, output: "done" });
  });

  it("leaves nothing of it when it is hidden", async () => {
    const { now } = opened({ "GET /api/v1/executions/:id/steps": { items: [aStep()] } });
    await now().show("execution-1");
    await vi.waitFor(() => expect(now().nodes.size).toBe(1));
    now().hide();
    expect(now()).toMatchObject({ execution: null, nodes: new Map() });
  });

  it("says why it cannot be shown", async () => {
    const { now } = opened({ [ONE]: problem(404, "not_found", "Gone.") });
    await now().show("execution-1");
    expect(now().problem).toMatchObject({ message: "Gone." });
  });
});

describe("what is kept in the browser", () => {
  it("is there on the next visit, for this workflow only", async () => {
    const { now } = opened();
    now().pin("fetch", [1]);
    now().setInput({ a: 1 });
    now().pin("sum", 2);
    now().unpin("sum");

    expect(opened().now()).toMatchObject({ pinned: { fetch: [1] }, input: { a: 1 } });
    expect(opened({}, { workflowId: "other" }).now().pinned).toEqual({});
  });

  it("is not lost when two tabs keep something", () => {
    const [one, other] = [opened(), opened()];
    one.now().pin("fetch", [1]);
    other.now().pin("sum", 2);
    one.now().setInput({ a: 1 });

    expect(opened().now()).toMatchObject({ pinned: { fetch: [1], sum: 2 }, input: { a: 1 } });
    expect(one.now().pinned).toEqual({ fetch: [1], sum: 2 });
  });

  it("shows nobody what somebody else has kept in the same browser", () => {
    opened().now().pin("fetch", ["salaries"]);
    opened().now().setInput({ salary: 1 });

    expect(opened({}, { userId: "user-2" }).now()).toMatchObject({ pinned: {}, input: undefined });
  });

  it.each(["{", "null", "[]", '{"pinned":[1]}', '{"pinned":"x"}'])(
    "does not mind a broken store: %s",
    (text) => {
      localStorage.setItem("thaiyyal.run.user-1.workflow-1", text);
      expect(opened().now().pinned).toEqual({});
    },
  );

  it("says when there is no room for it", async () => {
    const { now, store } = opened();
    now().pin("fetch", "x".repeat(200_000));
    await vi.waitFor(() => expect(detailsOf(store).getState().isNotKept).toBe(true));
    expect(now().pinned.fetch).toHaveLength(200_000);
  });
});
