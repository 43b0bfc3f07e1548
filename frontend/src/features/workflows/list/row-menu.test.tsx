import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { WorkflowItem } from "~/api/shapes";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { aWorkflow, me } from "~/testing/workflows";
import { RowMenu } from "./row-menu";

const ONE = "/api/v1/workflows/:id";

function open(item: WorkflowItem, routes: FakeRoutes = {}) {
  const server = fakeServer({ "GET /api/v1/me": me(), ...routes });
  return { server, ...renderScreen(<RowMenu item={item} />, { at: "/workflows" }) };
}

async function choose(name: string) {
  await userEvent.click(await screen.findByRole("button", { name: "More about Orders" }));
  await userEvent.click(await screen.findByRole("menuitem", { name }));
}

it("moves to the trash, and brings back by undo", async () => {
  const { server } = open(aWorkflow(), {
    [`DELETE ${ONE}`]: new Response(null, { status: 204 }),
    [`POST ${ONE}/restore`]: aWorkflowJson(),
  });

  await choose("Move to trash");
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));

  expect(await screen.findByText("“Orders” is back among the workflows.")).toBeVisible();
  expect(server.to(`DELETE ${ONE}`)[0]?.search.has("purge")).toBe(false);
  expect(server.to(`POST ${ONE}/restore`)).toHaveLength(1);
});

it("tells why something was refused", async () => {
  open(aWorkflow(), { [`POST ${ONE}/duplicate`]: problem(429, "quota_exceeded", "No more workflows fit.") });

  await choose("Duplicate");

  expect(await screen.findByText("No more workflows fit.")).toBeVisible();
});

it("leads to sharing in the editor", async () => {
  const { address } = open(aWorkflow());

  await choose("Share");

  await waitFor(() => expect(address()).toBe("/workflows/workflow-1?panel=sharing"));
});

it("offers only what one may do", async () => {
  open(aWorkflow({ permissions: ["workflows.read"] }), { "GET /api/v1/me": me(["workflows.read"]) });

  await userEvent.click(await screen.findByRole("button", { name: "More about Orders" }));

  const items = (await screen.findAllByRole("menuitem")).map((item) => item.textContent);
  expect(items).toEqual(["Open", "Export as JSON", "Export as YAML"]);
  expect(screen.queryByRole("button", { name: "Run Orders" })).not.toBeInTheDocument();
});

const TEMPLATES = {
  "GET /api/v1/workflow-templates": {
    items: [{ title: "Sums", document: { name: "Sums", nodes: [] }, input: { orders: [] } }],
  },
};

it("asks before something is deleted for good", async () => {
  const { server } = open(aWorkflow({ deleted_at: "2026-03-02T10:00:00.000Z" }), {
    [`DELETE ${ONE}`]: new Response(null, { status: 204 }),
  });

  await userEvent.click(await screen.findByRole("button", { name: "Delete Orders for good" }));
  expect(server.to(`DELETE ${ONE}`)).toHaveLength(0);
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(within(dialog).getByRole("button", { name: "Delete for good" }));

  expect(await screen.findByText("“Orders” is deleted.")).toBeVisible();
  expect(server.to(`DELETE ${ONE}`)[0]?.search.get("purge")).toBe("true");
});

it("runs with an input and shows the execution", async () => {
  const { server, address } = open(aWorkflow(), {
    ...TEMPLATES,
    [`POST ${ONE}/execute`]: { id: "execution-9" },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Run Orders" }));
  const input = await screen.findByRole("textbox", { name: "Input" });

  await userEvent.type(input, "{{broken");
  await userEvent.click(screen.getByRole("button", { name: "Run" }));
  expect(await screen.findByText(/^Line 1: /)).toBeVisible();
  await userEvent.clear(input);
  await userEvent.type(input, "[[7]");
  await userEvent.click(screen.getByRole("button", { name: "Run" }));

  await waitFor(() => expect(address()).toBe("/workflows/workflow-1?execution=execution-9"));
  expect(server.to(`POST ${ONE}/execute`)[0]?.body).toEqual({ draft: false, input: [7] });
});

it("begins with the input of the template of that name, until somebody types", async () => {
  const { server } = open(aWorkflow({ name: "Sums" }), {
    ...TEMPLATES,
    [`POST ${ONE}/execute`]: { id: "e" },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Run Sums" }));
  const input = await screen.findByRole("textbox", { name: "Input" });
  await waitFor(() => expect(input).toHaveValue('{\n  "orders": []\n}'));

  await userEvent.clear(input);
  expect(input).toHaveValue("");
  await userEvent.click(screen.getByRole("button", { name: "Run" }));

  await waitFor(() => expect(server.to(`POST ${ONE}/execute`)[0]?.body).toEqual({ draft: false }));
});

function aWorkflowJson() {
  return JSON.parse(JSON.stringify(aWorkflow()));
}
