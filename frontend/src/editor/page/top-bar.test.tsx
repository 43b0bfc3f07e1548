import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { WorkflowItem } from "~/api/shapes";
import { addNodes } from "~/document/commands/nodes";
import type { Json } from "~/document/types";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderPanel } from "~/testing/panel";
import { aWorkflowDetail, me } from "~/testing/workflows";
import type { SaveState } from "../state";
import { DetailsDialog } from "./details-dialog";
import { PanelDrawer } from "./panel-drawer";
import { useSession } from "./session-context";
import { TopBar } from "./top-bar";
import { useOpenSession } from "./use-open-session";

const ONE = "/api/v1/workflows/:id";
const CHANGE = `PUT ${ONE}`;
const PANELS = [{ key: "notes", label: "Notes", icon: null, element: <p>All notes</p> }];

test("the name is typed over, and saved at the revision that is edited", async () => {
  const { server } = await open({}, { [CHANGE]: () => revised(aWorkflowDetail({ name: "Invoices" })) });

  await userEvent.click(screen.getByRole("button", { name: "Rename Orders" }));
  const field = screen.getByRole("textbox", { name: "Name of the workflow" });
  await userEvent.clear(field);
  await userEvent.type(field, "Invoices{Enter}");

  expect(await screen.findByRole("button", { name: "Rename Invoices" })).toBeVisible();
  expect(server.to(CHANGE)[0]?.body).toEqual({ name: "Invoices" });
  expect(server.to(CHANGE)[0]?.headers.get("if-match")).toBe('"1"');
});

test("Escape throws a name away, and what is refused is told", async () => {
  const { server } = await open({}, { [CHANGE]: problem(409, "name_taken", "There is one of this name.") });

  await userEvent.click(screen.getByRole("button", { name: "Rename Orders" }));
  await userEvent.type(screen.getByRole("textbox", { name: "Name of the workflow" }), "x{Escape}");
  expect(server.to(CHANGE)).toHaveLength(0);
  await userEvent.click(screen.getByRole("button", { name: "Rename Orders" }));
  await userEvent.type(screen.getByRole("textbox", { name: "Name of the workflow" }), "x{Enter}");

  expect(await screen.findByText("There is one of this name.")).toBeVisible();
});

test("who may only look sees the name, and that nothing can be changed", async () => {
  await open({ permissions: ["workflows.read"] });

  expect(screen.getByRole("heading", { name: "Orders" })).toBeVisible();
  expect(screen.getByText("Read-only")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Publish" })).not.toBeInTheDocument();
});

test.each<[string, Partial<WorkflowItem>]>([
  ["v2", { has_draft: false }],
  ["v2 + draft", { has_draft: true }],
  ["Draft", { version: null }],
])("says which version there is: %s", async (text, workflow) => {
  await open(workflow);

  expect(await screen.findByText(text)).toBeVisible();
});

const OFFLINE = { kind: "offline", problem: "No answer." } as const;

test.each<[string, SaveState]>([
  ["Saved", { kind: "saved", at: "2026-03-02T10:00:00.000Z" }],
  ["Saved", { kind: "saved", at: null }],
  ["Saving…", { kind: "dirty" }],
  ["Saving…", { kind: "saving" }],
  ["Offline: kept in this browser", { ...OFFLINE, reason: "unreachable" }],
  ["Signed out: kept in this browser", { ...OFFLINE, reason: "signed-out" }],
  ["Not saved: kept in this browser", { ...OFFLINE, reason: "refused" }],
])("says whether the server has what is shown: %s", async (text, save) => {
  const { session } = await open();

  act(() => session.stores.editor.setState({ save }));

  expect(screen.getByText(text)).toBeVisible();
});

test("says when a browser keeps nothing, and leads to a conflict", async () => {
  const { session } = await open();
  const { editor } = session.stores;

  act(() => editor.setState({ save: { ...OFFLINE, reason: "unreachable" }, isNotKept: true }));
  expect(screen.getByText("Offline: not kept")).toBeVisible();
  act(() => editor.setState({ save: { kind: "conflict", by: null, at: "2026-03-02T10:00:00.000Z" } }));
  await userEvent.click(screen.getByRole("button", { name: "Conflict: choose a draft" }));

  expect(session.ui.getState().dialog).toBe("conflict");
});

test("undo and redo say what they would do", async () => {
  const { session } = await open();
  act(() => session.stores.editor.getState().dispatch(addNodes([{ id: "a", type: "number" }])));

  await userEvent.click(screen.getByRole("button", { name: /^Undo: / }));
  expect(session.stores.editor.getState().document.nodes).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: /^Redo: / }));

  expect(session.stores.editor.getState().document.nodes).toHaveLength(1);
});

test("counts problems and warnings, and opens their list", async () => {
  const { session } = await open();
  const found = { code: "x", message: "y", node: "a" } as const;
  expect(await screen.findByRole("button", { name: "No problems" })).toBeVisible();

  act(() => session.stores.editor.setState({ problems: [{ ...found, severity: "warning" }] }));
  expect(screen.getByRole("button", { name: "1 warning" })).toBeVisible();
  act(() =>
    session.stores.editor.setState({
      problems: [
        { ...found, severity: "warning" },
        { ...found, severity: "problem" },
      ],
    }),
  );
  await userEvent.click(screen.getByRole("button", { name: "2 in all: 1 problem, 1 warning" }));

  expect(session.ui.getState().bottom).toBe("problems");
});

test("a copy is made and opened", async () => {
  const copy = `POST ${ONE}/duplicate`;
  const { address } = await open({}, { [copy]: plain(aWorkflowDetail({ id: "copy" })) });

  await choose("Duplicate");

  await waitFor(() => expect(address()).toContain("/workflows/copy"));
});

test("nothing is copied before the latest changes are saved", async () => {
  const copy = `POST ${ONE}/duplicate`;
  const { server, session } = await open({}, { [`PUT ${ONE}/draft`]: problem(403, "forbidden"), [copy]: {} });
  act(() => session.stores.editor.getState().dispatch(addNodes([{ id: "a", type: "number" }])));

  await choose("Duplicate");

  expect(await screen.findByText("The workflow could not be duplicated")).toBeVisible();
  expect(server.to(copy)).toHaveLength(0);
});

test("no copy is offered to who may make no workflows", async () => {
  await open({}, { "GET /api/v1/me": me(["workflows.read"]) });

  await userEvent.click(screen.getByRole("button", { name: "More about this workflow" }));

  expect(await screen.findByRole("menuitem", { name: "Export as JSON" })).toBeVisible();
  expect(screen.queryByRole("menuitem", { name: "Duplicate" })).not.toBeInTheDocument();
});

test("what cannot be copied or exported is told", async () => {
  await open({}, { [`POST ${ONE}/duplicate`]: problem(403, "forbidden", "No more workflows.") });

  await choose("Duplicate");
  expect(await screen.findByText("No more workflows.")).toBeVisible();
  await choose("Export the version as YAML");

  expect(await screen.findByText("The workflow could not be exported")).toBeVisible();
});

test("a file is read in place of what is open, unless it is none", async () => {
  const { session, container } = await open();
  const input = container.ownerDocument.querySelector<HTMLInputElement>('input[type="file"]');
  if (!input) throw new Error("no file can be chosen");

  await userEvent.upload(input, new File(["{"], "broken.json", { type: "application/json" }));
  expect(await screen.findByText("broken.json is no workflow")).toBeVisible();
  const text = '{"nodes": [{"id": "a", "type": "number"}], "edges": []}';
  await userEvent.upload(input, new File([text], "good.json", { type: "application/json" }));

  await waitFor(() => expect(session.stores.editor.getState().document.nodes).toHaveLength(1));
});

test("what the application adds opens as a drawer that the address names", async () => {
  const { address } = await open();

  await choose("Notes");
  expect(await screen.findByText("All notes")).toBeVisible();
  expect(address()).toContain("panel=notes");
});

test("name, description and tags are changed together", async () => {
  const changed = aWorkflowDetail({ name: "Orders of shops" });
  const { server } = await open({}, { [CHANGE]: () => revised(changed) });

  await choose("Name, description and tags");
  await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), " of shops");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));

  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(server.to(CHANGE)[0]?.body).toMatchObject({ name: "Orders of shops", tags: ["shop"] });
});

test("a name is needed, and a refusal stands at its field", async () => {
  const errors = [{ pointer: "/name", code: "name_taken", message: "There is one of this name." }];
  await open({}, { [CHANGE]: problem(422, "invalid", "", { errors }) });

  await choose("Name, description and tags");
  const name = await screen.findByRole("textbox", { name: "Name" });
  await userEvent.clear(name);
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("A workflow needs a name.")).toBeVisible();
  await userEvent.type(name, "Taken");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));

  expect((await screen.findAllByText(/There is one of this name\./)).length).toBeGreaterThan(0);
});

async function choose(item: string) {
  await userEvent.click(screen.getByRole("button", { name: "More about this workflow" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: item }));
}

async function open(workflow: Partial<WorkflowItem> = {}, routes: FakeRoutes = {}) {
  const server = fakeServer({
    "GET /api/v1/me": me(),
    [`GET ${ONE}`]: () => revised(aWorkflowDetail(workflow)),
    [`GET ${ONE}/executions`]: { items: [], next_cursor: null },
    "POST /api/v1/workflows/validate": { problems: [], warnings: [] },
    [`PUT ${ONE}/draft`]: () =>
      Response.json({ saved_at: "2026-03-02T10:00:00.000Z" }, { headers: { etag: '"2"' } }),
    "GET /api/v1/workflow-templates": { items: [] },
    ...routes,
  });
  const page = renderPanel(<Bar />, { workflow });
  await screen.findByText("Orders");
  return { server, ...page };
}

function Bar() {
  const session = useSession();
  useOpenSession(session);
  return (
    <>
      <TopBar panels={PANELS} shown={session.stores} />
      <DetailsDialog />
      <PanelDrawer panels={PANELS} />
    </>
  );
}

function revised(body: object): Response {
  return Response.json(body, { headers: { etag: '"1"' } });
}

function plain(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}
