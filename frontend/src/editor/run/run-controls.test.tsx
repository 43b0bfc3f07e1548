import { act, screen, waitFor, within } from "@testing-library/react";
import { setField } from "~/document/commands/nodes";
import { anEvent, anExecution, aStep } from "~/testing/executions";
import { eventStream, problem } from "~/testing/fake-server";
import { DOCUMENT, EVENTS, EXECUTE, LATEST, ONE, openedControls, queued } from "~/testing/run-controls";
import { runActions } from "./actions";

beforeEach(() => localStorage.clear());

test("Run executes the draft and shows how it went", async () => {
  const { server, user } = await openedControls();
  await user.click(screen.getByRole("button", { name: "Run" }));
  expect(await screen.findByText(/Succeeded/)).toBeVisible();
  expect(server.to(EXECUTE)[0]?.body).toEqual({ draft: true });
});

test("while it runs there is Stop, which says that it is stopping", async () => {
  const stopped = "POST /api/v1/workflows/:w/executions/:id/cancel";
  const { server, user, run } = await openedControls({
    [EVENTS]: () => eventStream([anEvent("execution", { ...queued, status: "running" })], { isOpen: true }),
    [stopped]: queued,
  });
  await user.click(screen.getByRole("button", { name: "Run" }));
  await user.click(await screen.findByRole("button", { name: "Stop" }));
  expect(await screen.findByRole("button", { name: "Stopping" })).toBeDisabled();
  expect(server.to(stopped)).toHaveLength(1);
  await act(async () => run.getState().hide());
});

test("who may not execute sees why", async () => {
  await openedControls({}, { options: { canExecute: false } });
  expect(screen.getByRole("button", { name: "Run" })).toBeDisabled();
});

test("runs to the selected node", async () => {
  const { server, user, editor } = await openedControls();
  act(() => editor.getState().select({ nodes: ["fetch"] }));
  await user.click(screen.getByRole("button", { name: "Other ways to run" }));
  await user.click(await screen.findByRole("menuitem", { name: "Run to the selected node" }));
  await waitFor(() => expect(server.to(EXECUTE)[0]?.body).toEqual({ draft: true, to: "fetch" }));
});

test("runs from the selected node once there is data", async () => {
  const { server, user, editor } = await openedControls();
  act(() => editor.getState().select({ nodes: ["sum"] }));
  await user.click(screen.getByRole("button", { name: "Run" }));
  await screen.findByText(/Succeeded/);
  await user.click(screen.getByRole("button", { name: "Other ways to run" }));
  await user.click(await screen.findByRole("menuitem", { name: /with the last data/ }));
  await waitFor(() =>
    expect(server.to(EXECUTE)[1]?.body).toEqual({
      draft: true,
      from: { execution_id: "execution-1", node_id: "sum" },
    }),
  );
});

test("runs from the selected node with the data of the last execution, when none is shown", async () => {
  const earlier = anExecution({ id: "earlier" });
  const { server, user, editor } = await openedControls({
    [LATEST]: { items: [earlier], next_cursor: null },
  });
  act(() => editor.getState().select({ nodes: ["sum"] }));
  await user.click(screen.getByRole("button", { name: "Other ways to run" }));
  await user.click(await screen.findByRole("menuitem", { name: /with the last data/ }));
  await waitFor(() =>
    expect(server.to(EXECUTE)[0]?.body).toEqual({
      draft: true,
      from: { execution_id: "earlier", node_id: "sum" },
    }),
  );
});

test("says when there is no data yet to run from a node with", async () => {
  const { server, user, editor } = await openedControls();
  act(() => editor.getState().select({ nodes: ["sum"] }));
  await user.click(screen.getByRole("button", { name: "Other ways to run" }));
  await user.click(await screen.findByRole("menuitem", { name: /with the last data/ }));
  expect(await screen.findByText("Nothing has run yet whose data could be used.")).toBeVisible();
  expect(server.to(EXECUTE)).toHaveLength(0);
});

test("a failure says what, where and what to do, and goes there", async () => {
  const error = { code: "type_error", message: "a number is needed, not a text", node: "sum" };
  const failed = anExecution({ status: "failed", error });
  const { user, editor } = await openedControls({
    [EVENTS]: eventStream([
      anEvent("step", aStep({ node_id: "sum", status: "failed", error })),
      anEvent("execution", failed, "2"),
    ]),
    [ONE]: failed,
  });
  await user.click(screen.getByRole("button", { name: "Run" }));
  expect(await screen.findByText(/a number is needed, not a text/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Go to node" }));
  expect(editor.getState().destination?.node).toBe("sum");
});

test("after a change what failed is run as it is now, from where it failed", async () => {
  const error = { code: "type_error", message: "a number is needed, not a text", node: "sum" };
  const failed = anExecution({ status: "failed", error });
  const { server, user, editor } = await openedControls({
    [EVENTS]: eventStream([anEvent("execution", failed)]),
    [ONE]: failed,
    "GET /api/v1/executions/:id/document": JSON.parse(JSON.stringify({ version: null, document: DOCUMENT })),
  });
  await user.click(screen.getByRole("button", { name: "Run" }));
  expect(await screen.findByRole("button", { name: "Retry from there" })).toBeVisible();
  const mend = setField({ node: "sum", path: ["expression"], value: "input + 1" });
  act(() => editor.getState().dispatch(mend));
  await user.click(await screen.findByRole("button", { name: "Run the changed workflow from there" }));
  await waitFor(() =>
    expect(server.to(EXECUTE)[1]?.body).toEqual({
      draft: true,
      from: { execution_id: "execution-1", node_id: "sum" },
    }),
  );
});

test("a retry asks before it repeats what may have happened", async () => {
  const retry = "POST /api/v1/workflows/:w/executions/:id/retry";
  const failed = anExecution({ status: "failed", error: { code: "timeout", message: "Too slow." } });
  const { server, user } = await openedControls({
    [EVENTS]: eventStream([anEvent("execution", failed)]),
    [ONE]: failed,
    [retry]: ({ body }) =>
      JSON.stringify(body).includes("true")
        ? anExecution({ id: "again" })
        : problem(409, "outcome_unknown", "Nobody knows."),
  });
  await user.click(screen.getByRole("button", { name: "Run" }));
  await user.click(await screen.findByRole("button", { name: /^Retry/ }));
  await user.click(await screen.findByRole("button", { name: "Do it again" }));
  await waitFor(() => expect(server.to(retry)).toHaveLength(2));
  await waitFor(() => expect(server.to(ONE).at(-1)?.params.id).toBe("again"));
});

test("a signal that is waited for can be sent", async () => {
  const signals = "POST /api/v1/workflows/:w/executions/:id/signals";
  const waiting = anExecution({
    status: "waiting",
    waiting_for: "signal",
    finished_at: null,
    duration_ms: null,
  });
  const { server, user, run } = await openedControls({
    [EVENTS]: () => eventStream([anEvent("execution", waiting)], { isOpen: true }),
    "GET /api/v1/executions/:id/steps": { items: [] },
    [signals]: {},
  });
  await user.click(screen.getByRole("button", { name: "Run" }));
  await user.type(await screen.findByRole("textbox", { name: "Name of the signal" }), "paid");
  await user.click(screen.getByRole("button", { name: "Send signal" }));
  await waitFor(() => expect(server.to(signals)[0]?.body).toEqual({ name: "paid", payload: null }));
  await act(async () => run.getState().hide());
});

test("an unknown outcome is decided", async () => {
  const decided = "POST /api/v1/workflows/:w/executions/:id/steps/:seq/decide";
  const waiting = anExecution({ status: "waiting", waiting_for: "outcome_unknown", finished_at: null });
  const { server, user, run } = await openedControls({
    [EVENTS]: () =>
      eventStream([anEvent("step", aStep({ status: "running", seq: 7 })), anEvent("execution", waiting)], {
        isOpen: true,
      }),
    "GET /api/v1/executions/:id/steps": { items: [aStep({ status: "running", seq: 7 })] },
    [decided]: {},
  });
  await user.click(screen.getByRole("button", { name: "Run" }));
  await user.click(await screen.findByRole("radio", { name: /It has failed/ }));
  await user.type(screen.getByRole("textbox", { name: "What went wrong" }), "No answer");
  await user.click(screen.getByRole("button", { name: "Decide" }));
  await waitFor(() =>
    expect(server.to(decided)[0]?.body).toEqual({ decision: "fail", message: "No answer" }),
  );
  expect(server.to(decided)[0]?.params.seq).toBe("7");
  await act(async () => run.getState().hide());
});

test("an execution that somebody starts elsewhere is offered", async () => {
  const theirs = anExecution({ id: "theirs", status: "running", created_at: new Date().toISOString() });
  const { server, user } = await openedControls({ [LATEST]: { items: [theirs] } });
  await user.click(await screen.findByRole("button", { name: "Ada started an execution: follow" }));
  await waitFor(() => expect(server.to(ONE)[0]?.params.id).toBe("theirs"));
});

test("what refuses to start says why, and can be tried again", async () => {
  const { server, user } = await openedControls({
    [EXECUTE]: problem(429, "quota_exceeded", "The plan's executions are used up."),
  });
  await user.click(screen.getByRole("button", { name: "Run" }));
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("The plan's executions are used up.");
  await user.click(within(alert).getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(server.to(EXECUTE)).toHaveLength(2));
});

test("P pins the selected node's output, and takes it off again", async () => {
  const { user, editor, run } = await openedControls({
    [EVENTS]: eventStream([
      anEvent("step", aStep({ output: [1] })),
      anEvent("execution", anExecution(), "2"),
    ]),
  });
  act(() => editor.getState().select({ nodes: ["fetch"] }));
  await user.click(screen.getByRole("button", { name: "Run" }));
  await screen.findByText(/Succeeded/);
  const pin = runActions.find((action) => action.id === "pin");
  act(() => pin?.run({ editor, run }));
  expect(run.getState().pinned).toEqual({ fetch: [1] });
  act(() => pin?.run({ editor, run }));
  expect(run.getState().pinned).toEqual({});
});
