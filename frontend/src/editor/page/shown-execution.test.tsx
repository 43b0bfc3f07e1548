import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { setField } from "~/document/commands/nodes";
import type { WorkflowDocument } from "~/document/types";
import { anExecution } from "~/testing/executions";
import { fakeServer, problem } from "~/testing/fake-server";
import { renderPanel } from "~/testing/panel";
import { EditorProvider, useEditor } from "../context";
import { useShownExecution } from "../run/use-shown-execution";
import { Banner } from "./banner";
import { useSession } from "./session-context";
import { ShownProblems } from "./shown-problems";
import { useShownStores } from "./use-shown-stores";

const named = (label: string): WorkflowDocument => ({
  nodes: [{ id: "a", type: "number", data: { label } }],
  edges: [],
});

test("what an execution ran is shown in place of the draft, until one goes back", async () => {
  const { address, session } = open("execution=execution-1");

  expect(await screen.findByText(/Version 2, as this execution ran it/)).toBeVisible();
  expect(screen.getByText("As it was, only to look at")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Back to editing" }));

  expect(await screen.findByText("As it is")).toBeVisible();
  expect(address()).not.toContain("execution=");
  expect(session.stores.run.getState().execution).toBeNull();
});

test("an execution of what the draft says too leaves the draft where it is", async () => {
  const { session } = open("execution=execution-1", named("As it is"));

  await waitFor(() => expect(session.stores.run.getState().execution).not.toBeNull());

  expect(screen.queryByText(/as this execution ran it/)).not.toBeInTheDocument();
  expect(screen.getByText("As it is")).toBeVisible();
});

test("the address follows the execution that is shown", async () => {
  const { address, session } = open();

  await act(() => session.stores.run.getState().show("execution-1"));
  await waitFor(() => expect(address()).toContain("execution=execution-1"));
  act(() => session.stores.run.getState().hide());

  await waitFor(() => expect(address()).not.toContain("execution="));
});

test("a draft that has changed since is shown as the execution ran it", async () => {
  open("execution=execution-1", named("As it was"), null);

  expect(await screen.findByText(/The draft, as this execution ran it/)).toBeVisible();
  expect(screen.getByText("As it was, only to look at")).toBeVisible();
});

test("where what was executed is gone the results stand on the draft, and that is said", async () => {
  open("execution=execution-1", "gone");

  expect(await screen.findByText(/What this execution ran is gone/)).toBeVisible();
  expect(screen.getByText("As it is")).toBeVisible();
});

test("what one has started here stays on the canvas while it is changed", async () => {
  const { session } = open("", named("As it was"), null);

  await act(() => session.stores.run.getState().start());
  const change = setField({ node: "a", path: ["label"], value: "Changed" });
  act(() => session.stores.editor.getState().dispatch(change));

  expect(await screen.findByText("Changed")).toBeVisible();
  expect(screen.queryByText(/as this execution ran it/)).not.toBeInTheDocument();
});

test("the problems are those of the draft, and choosing one goes back to it", async () => {
  const { address, session } = open("execution=execution-1");
  const problem = { code: "x", message: "is missing", severity: "problem", node: "a" } as const;
  act(() => session.ui.getState().showSide("executions"));
  act(() => session.stores.editor.setState({ problems: [problem] }));

  expect(await screen.findByText(/The problems here are those of the draft/)).toBeVisible();
  expect(screen.queryByText("No problems")).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: /Is missing/ }));

  await waitFor(() => expect(screen.queryByText(/only to look at/)).not.toBeInTheDocument());
  await waitFor(() => expect(address()).not.toContain("execution="));
  expect(session.stores.editor.getState().destination?.node).toBe("a");
  expect(session.ui.getState().side).toBe("inspector");
});

function open(search = "", ran: WorkflowDocument | "gone" = named("As it was"), version: number | null = 2) {
  const document = JSON.parse(JSON.stringify({ version, document: ran }));
  const execution = JSON.parse(JSON.stringify(anExecution({ version })));
  fakeServer({
    "GET /api/v1/executions/:id/document": ran === "gone" ? problem(404, "not_found") : document,
    "GET /api/v1/executions/:id": execution,
    "POST /api/v1/workflows/:id/execute": execution,
    "GET /api/v1/workflows/:id": () => Response.json({}, { headers: { etag: '"1"' } }),
    "GET /api/v1/executions/:id/steps": { items: [] },
  });
  return renderPanel(<Page />, { document: named("As it is"), search });
}

function Page() {
  const session = useSession();
  const shown = useShownStores(session);
  return (
    <>
      <AtAddress />
      <EditorProvider stores={shown.stores}>
        <Banner overlay={shown.overlay} />
        <Drawn />
        <ShownProblems overlay={shown.overlay} />
      </EditorProvider>
    </>
  );
}

function AtAddress() {
  useShownExecution();
  return null;
}

function Drawn() {
  const label = useEditor((state) => state.document.nodes[0]?.data?.label);
  const canEdit = useEditor((state) => state.canEdit);
  return <p>{`${label}${canEdit ? "" : ", only to look at"}`}</p>;
}
