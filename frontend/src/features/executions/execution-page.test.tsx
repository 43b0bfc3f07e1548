import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Execution } from "~/api/queries/executions";
import { axeFindings } from "~/testing/axe";
import { anEvent, anExecution, aStep } from "~/testing/executions";
import { eventStream, type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { page } from "~/testing/workflows";
import { ExecutionPage } from "./execution-page";

const ONE = "GET /api/v1/executions/:id";
const STEPS = "GET /api/v1/executions/:id/steps";
const EVENTS = "GET /api/v1/workflows/:workflow/executions/:id/events";
/* The address of a screen in a test is its route, so the id is called like the parameter. */
const ID = "$executionId";
const AT = `/executions/${ID}`;
const RUNNING = { status: "running", finished_at: null, duration_ms: null } as const;
const json = (value: Execution) => JSON.parse(JSON.stringify(value));

function server(execution: Execution, routes: FakeRoutes = {}) {
  return fakeServer({
    [ONE]: json(execution),
    [STEPS]: page([aStep({ output: { total: 42 } })]),
    [EVENTS]: undefined,
    "GET /api/v1/node-types": { items: [] },
    "GET /api/v1/executions": page([]),
    ...routes,
  });
}

const show = () => renderScreen(<ExecutionPage />, { at: AT });

it("shows what its nodes did, and opened, what they gave", async () => {
  server(anExecution());
  const { container } = show();
  await screen.findByRole("heading", { level: 1, name: "Execution of Orders" });

  await userEvent.click(await screen.findByRole("button", { name: "What fetch gave" }));

  expect(await screen.findByRole("tree", { name: /Output of fetch/ })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Show on the canvas" })).toHaveAttribute(
    "href",
    "/workflows/workflow-1?execution=execution-1",
  );
  expect(await axeFindings(container)).toEqual([]);
});

it("gives paths that are expressions, and none for what no expression reads", async () => {
  server(anExecution({ input: { a: 1 }, output: { b: 2 } }), {
    [STEPS]: page([aStep({ node_id: "my-node", output: { total: 42 } })]),
  });
  show();

  await userEvent.click(await screen.findByRole("button", { name: "What my-node gave" }));

  expect(await screen.findByText('node["my-node"]')).toBeVisible();
  await userEvent.click(screen.getByRole("tab", { name: "Input and output" }));
  const output = await screen.findByRole("region", { name: "Output" });
  expect(within(output).getByRole("button", { name: "Copy value" })).toBeVisible();
  expect(within(output).queryByRole("button", { name: "Copy path" })).not.toBeInTheDocument();
  const input = screen.getByRole("region", { name: "Input" });
  expect(within(input).getByRole("button", { name: "Copy path" })).toBeVisible();
});

it("says why it failed, where, and retries it", async () => {
  const retry = "POST /api/v1/workflows/:workflow/executions/:id/retry";
  const error = { code: "type_error", message: "a number is needed", node: "double" };
  const asked = server(anExecution({ status: "failed", error }), {
    [retry]: ({ body }) =>
      JSON.stringify(body) === '{"repeat_unknown":true}'
        ? json(anExecution({ id: "execution-2" }))
        : problem(409, "outcome_unknown", "Nobody knows what became of double."),
  });
  const { address } = show();

  const alert = await screen.findByText("a number is needed");
  expect(alert).toBeVisible();
  expect(screen.getByText("It ended at double")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Retry" }));
  await userEvent.click(await screen.findByRole("button", { name: "Do it again" }));

  await waitFor(() => expect(address()).toBe("/executions/execution-2"));
  expect(asked.to(retry)).toHaveLength(2);
});

it("is live until it ends", async () => {
  const running = anExecution({ ...RUNNING, id: ID });
  const ended = anExecution({ id: ID });
  let isOver = false;
  server(running, {
    [ONE]: () => json(isOver ? ended : running),
    [EVENTS]: () => {
      isOver = true;
      return eventStream([anEvent("execution", { execution_id: ID, ...ended, seq: 9 })], { isOpen: true });
    },
  });
  show();

  expect(await screen.findByText("90 ms", undefined, { timeout: 5_000 })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Stop" })).not.toBeInTheDocument();
});

it("links to the approval that it waits for", async () => {
  server(anExecution({ ...RUNNING, status: "waiting", waiting_for: "approval" }), {
    "GET /api/v1/approvals": page([
      { id: "approval-1", execution_id: "execution-1", title: "Pay 42?", may_decide: true },
      { id: "approval-2", execution_id: "another", title: "Other", may_decide: true },
    ]),
  });
  show();

  expect(await screen.findByRole("link", { name: "Decide “Pay 42?”" })).toHaveAttribute(
    "href",
    "/approvals?approval=approval-1",
  );
  expect(screen.queryByText(/Other/)).not.toBeInTheDocument();
});

it("sends the signal that it waits for", async () => {
  const signals = "POST /api/v1/workflows/:workflow/executions/:id/signals";
  const asked = server(anExecution({ ...RUNNING, status: "waiting", waiting_for: "signal" }), {
    [signals]: { seq: 1 },
  });
  show();
  const form = await screen.findByRole("form", { name: "Signal" });

  await userEvent.type(within(form).getByRole("textbox", { name: "Name of the signal" }), "paid{Enter}");

  await waitFor(() => expect(asked.to(signals)[0]?.body).toEqual({ name: "paid", payload: null }));
});

it("takes a decision about an effect that nobody recorded", async () => {
  const decide = "POST /api/v1/workflows/:workflow/executions/:id/steps/:seq/decide";
  const waiting = anExecution({ ...RUNNING, status: "waiting", waiting_for: "outcome_unknown" });
  const asked = server(waiting, {
    [STEPS]: page([aStep(), aStep({ seq: 7, node_id: "pay", status: "running", duration_ms: null })]),
    [decide]: json(waiting),
  });
  show();
  const form = await screen.findByRole("form", { name: "What is true" });

  await userEvent.click(within(form).getByRole("radio", { name: "It has failed" }));
  expect(within(form).getByRole("button", { name: "Decide" })).toBeDisabled();
  await userEvent.type(within(form).getByRole("textbox", { name: "What went wrong" }), "No money.");
  await userEvent.click(within(form).getByRole("button", { name: "Decide" }));

  await waitFor(() => expect(asked.to(decide)[0]?.params.seq).toBe("7"));
  expect(asked.to(decide)[0]?.body).toEqual({ decision: "fail", message: "No money." });
});

it("filters the log by level, in the address", async () => {
  const logs = "GET /api/v1/executions/:id/logs";
  const line = { seq: 1, at: "2026-03-02T09:00:13Z", level: "info", node_id: "fetch", message: "hello" };
  const asked = server(anExecution(), { [logs]: { items: [line], next_after: null } });
  renderScreen(<ExecutionPage />, { at: `${AT}?tab=log` });
  expect(await screen.findByText("hello")).toBeVisible();

  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Level" }), "Errors");

  await waitFor(() => expect(asked.to(logs).at(-1)?.search.get("level")).toBe("error"));
});

it("says that there is no such execution", async () => {
  server(anExecution(), { [ONE]: problem(404, "not_found") });
  show();

  expect(await screen.findByRole("heading", { name: "There is no such execution" })).toBeVisible();
});
