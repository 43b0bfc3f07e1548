import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Json } from "~/document/types";
import type { EditorStore } from "~/editor/store";
import { axeFindings } from "~/testing/axe";
import { catalogue } from "~/testing/catalogue";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { type PanelOptions, renderPanel } from "~/testing/panel";
import { aVersion, aWorkflowDetail, page } from "~/testing/workflows";
import { VersionsPanel } from "./versions-panel";

const ONE = "/api/v1/workflows/:id";
const before = {
  nodes: [
    { id: "age", type: "number", data: { value: 20 } },
    { id: "old", type: "number" },
  ],
  edges: [],
};
const after = { nodes: [{ id: "age", type: "number", data: { value: 21 } }], edges: [] };
const diff = {
  is_empty: false,
  is_layout_only: false,
  document: [],
  nodes: {
    added: [],
    removed: [{ id: "old", type: "number" }],
    changed: [
      { node: { id: "age", type: "number" }, fields: [{ path: ["data", "value"], before: 20, after: 21 }] },
    ],
    reordered: false,
  },
  edges: {
    added: [],
    removed: [{ source: "old", target: "age" }],
    rerouted: [],
    changed: [],
    reordered: false,
  },
};

function json(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}

function open(options: PanelOptions = {}, routes: FakeRoutes = {}) {
  const server = fakeServer({
    [`GET ${ONE}`]: () => Response.json(aWorkflowDetail(options.workflow), { headers: { etag: '"1"' } }),
    [`GET ${ONE}/versions`]: page([aVersion({ version: 2, note: "Ask for 21" }), aVersion()]),
    [`GET ${ONE}/versions/1`]: { document: json(before) },
    [`GET ${ONE}/versions/2`]: { document: json(after) },
    [`GET ${ONE}/versions/1/diff/2`]: diff,
    "GET /api/v1/node-types": json(catalogue),
    ...routes,
  });
  return { server, ...renderPanel(<VersionsPanel />, options) };
}

it("lists versions with who published them and why", async () => {
  const { container } = open();

  const newest = await screen.findByRole("listitem", { name: "Version 2" });

  expect(within(newest).getByText("Latest")).toBeVisible();
  expect(within(newest).getByText("Ask for 21")).toBeVisible();
  expect(within(newest).getByText(/^Ada ·/)).toBeVisible();
  expect(await axeFindings(container)).toEqual([]);
});

it("says that nothing is published yet", async () => {
  open({ workflow: { version: null, has_draft: true } }, { [`GET ${ONE}/versions`]: page([]) });

  expect(await screen.findByRole("heading", { name: "Nothing is published yet" })).toBeVisible();
});

it("looks at a version by the address", async () => {
  const { address } = open();

  await userEvent.click(await screen.findByRole("button", { name: "Look at version 1" }));
  await waitFor(() => expect(address()).toContain("version=1"));
  await userEvent.click(await screen.findByRole("button", { name: "Back to the draft" }));

  await waitFor(() => expect(address()).not.toContain("version=1"));
});

it("rolls back with a note", async () => {
  const made = json(aVersion({ version: 3, rolled_back_from: 1 }));
  const { server } = open({}, { [`POST ${ONE}/rollback`]: made });

  await userEvent.click(await screen.findByRole("button", { name: "Roll back to version 1" }));
  await userEvent.type(await screen.findByRole("textbox", { name: "Note" }), "18 again");
  await userEvent.click(screen.getByRole("button", { name: "Roll back" }));

  expect(await screen.findByText("Version 3 is published; it says what version 1 says.")).toBeVisible();
  expect(server.to(`POST ${ONE}/rollback`)[0]?.body).toEqual({ version: 1, note: "18 again" });
});

it("takes a version into the draft, and undo brings back what was there", async () => {
  const { session } = open({ document: { nodes: [{ id: "mine", type: "number" }], edges: [] } });
  const { editor } = session.stores;

  await userEvent.click(await screen.findByRole("button", { name: "Take into the draft: version 1" }));
  await waitFor(() => expect(idsOf(editor)).toEqual(["age", "old"]));
  editor.getState().undo();

  expect(idsOf(editor)).toEqual(["mine"]);
});

it("tells why a version could not be taken", async () => {
  open({}, { [`GET ${ONE}/versions/1`]: problem(503, "unavailable", "The database is away.") });

  await userEvent.click(await screen.findByRole("button", { name: "Take into the draft: version 1" }));

  expect(await screen.findByText("Version 1 could not be loaded")).toBeVisible();
});

it.each([
  ["puts the version on the canvas when it rolls back", [], ["age", "old"]],
  ["leaves the draft where one wants it", ["Put it on the canvas too"], ["mine"]],
])("%s", async (_, clicked, ids) => {
  const made = json(aVersion({ version: 3, rolled_back_from: 1 }));
  const { session } = open(
    { workflow: { has_draft: true }, document: { nodes: [{ id: "mine", type: "number" }], edges: [] } },
    { [`POST ${ONE}/rollback`]: made },
  );

  await userEvent.click(await screen.findByRole("button", { name: "Roll back to version 1" }));
  for (const name of clicked) await userEvent.click(screen.getByRole("checkbox", { name: new RegExp(name) }));
  await userEvent.click(screen.getByRole("button", { name: "Roll back" }));

  expect(await screen.findByText(/Version 3 is published/)).toBeVisible();
  expect(idsOf(session.stores.editor)).toEqual(ids);
});

it("tells why it could not roll back", async () => {
  open(
    {},
    { [`POST ${ONE}/rollback`]: problem(422, "invalid_document", "Version 1 is not valid any more.") },
  );

  await userEvent.click(await screen.findByRole("button", { name: "Roll back to version 1" }));
  await userEvent.click(await screen.findByRole("button", { name: "Roll back" }));

  expect(await screen.findByText("Version 1 is not valid any more.")).toBeVisible();
});

it("offers no rollback to who may only read", async () => {
  open({ workflow: { permissions: ["workflows.read"] } });
  await screen.findByRole("listitem", { name: "Version 1" });

  expect(screen.queryByRole("button", { name: "Roll back to version 1" })).not.toBeInTheDocument();
});

it("compares by picture, with a button for each node that differs", async () => {
  open({ search: "compare=1..2" });
  const dialog = await screen.findByRole("dialog", { name: "Compare versions" });

  expect(await within(dialog).findByText("1 node removed")).toBeVisible();
  expect(await within(dialog).findByRole("button", { name: "Go to Number, changed" })).toBeVisible();
  expect(await axeFindings(dialog)).toEqual([]);
});

it("compares field by field and as text", async () => {
  open({ search: "compare=1..2" });

  await userEvent.click(await screen.findByRole("tab", { name: "Field by field" }));
  const age = await screen.findByLabelText("age, changed");
  expect(within(age).getByText("data › value")).toBeVisible();
  expect(within(age).getByText("21")).toBeVisible();
  expect(screen.getByText("old → age")).toBeVisible();
  await userEvent.click(screen.getByRole("tab", { name: "JSON" }));

  expect(await screen.findByText('"value": 21')).toBeVisible();
});

it("goes to a node on the canvas", async () => {
  const { session, address } = open({
    search: "panel=versions&compare=1..2",
    document: { nodes: [{ id: "age", type: "number" }], edges: [] },
  });

  await userEvent.click(await screen.findByRole("button", { name: "Go to Number, changed" }));

  expect(session.stores.editor.getState().destination?.node).toBe("age");
  await waitFor(() => expect(address()).not.toContain("compare"));
});

it("says so when only the layout differs, or nothing", async () => {
  const moved = { ...diff, is_layout_only: true };
  const { unmount } = open({ search: "compare=1..2" }, { [`GET ${ONE}/versions/1/diff/2`]: moved });
  expect(await screen.findByText("Only the layout differs")).toBeVisible();
  unmount();

  open({ search: "compare=1..latest" }, { [`GET ${ONE}/versions/1/diff/2`]: { ...diff, is_empty: true } });
  expect(await screen.findByText("Both say the same")).toBeVisible();
});

function idsOf(editor: EditorStore): readonly string[] {
  return editor.getState().document.nodes.map(({ id }) => id);
}
