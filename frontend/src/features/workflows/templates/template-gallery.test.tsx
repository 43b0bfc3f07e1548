import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Json } from "~/document/types";
import { axeFindings } from "~/testing/axe";
import { catalogue } from "~/testing/catalogue";
import { fakeServer, problem } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { TemplateGallery } from "./template-gallery";

const document = { nodes: [{ id: "a", type: "number", data: { value: 1 } }], edges: [] };
const templates: Json = [
  {
    name: "sums",
    title: "Sums",
    description: "Adds.",
    tags: ["finance"],
    node_types: ["number"],
    is_offline: true,
    document,
  },
  {
    name: "calls",
    title: "Calls",
    description: "Asks.",
    tags: [],
    node_types: ["http"],
    is_offline: false,
    document,
  },
];

function open() {
  const server = fakeServer({
    "GET /api/v1/workflow-templates": { items: templates, next_cursor: null },
    "GET /api/v1/node-types": JSON.parse(JSON.stringify(catalogue)),
    "POST /api/v1/workflows": { id: "new-1" },
  });
  return { server, ...renderScreen(<TemplateGallery opened onClose={() => {}} />, { at: "/workflows" }) };
}

it("shows what templates do, and which run offline", async () => {
  open();

  const sums = await screen.findByRole("article", { name: "Sums" });

  expect(within(sums).getByText("Runs offline")).toBeVisible();
  expect(within(screen.getByRole("article", { name: "Calls" })).queryByText("Runs offline")).toBeNull();
  expect(await axeFindings(screen.getByRole("dialog"))).toEqual([]);
});

it("finds by words in titles, tags and node types", async () => {
  open();
  const search = await screen.findByRole("searchbox", { name: "Search templates" });

  await userEvent.type(search, "HTTP");
  expect(
    screen.getAllByRole("article").map((card) => card.ariaLabel ?? card.getAttribute("aria-label")),
  ).toEqual(["Calls"]);
  await userEvent.type(search, " nonsense");

  expect(await screen.findByRole("heading", { name: "No template fits" })).toBeVisible();
});

it("makes a workflow of a template and opens it", async () => {
  const { server, address } = open();

  await userEvent.click(await screen.findByRole("button", { name: "Use template Sums" }));

  await waitFor(() => expect(address()).toBe("/workflows/new-1"));
  expect(server.to("POST /api/v1/workflows")[0]?.body).toEqual({
    name: "Sums",
    description: "Adds.",
    tags: ["finance"],
    document,
  });
});

it("tells why no workflow could be made", async () => {
  const { server } = open();
  server.answer({ "POST /api/v1/workflows": problem(429, "quota_exceeded", "No more workflows fit.") });

  await userEvent.click(await screen.findByRole("button", { name: "Use template Sums" }));

  expect(await screen.findByText("No more workflows fit.")).toBeVisible();
});
