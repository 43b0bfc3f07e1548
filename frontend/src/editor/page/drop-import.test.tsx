import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderPanel } from "~/testing/panel";
import { aWorkflowDetail } from "~/testing/workflows";
import { DropImport } from "./drop-import";

const IMPORT = "POST /api/v1/workflows/import";
const MADE = JSON.parse(JSON.stringify(aWorkflowDetail({ id: "made", name: "greet" })));

test("a file that is dropped becomes a workflow of its own, once one has agreed", async () => {
  const { server, address } = await open({ [IMPORT]: MADE });

  drop("greet.yaml", "nodes: []\nedges: []\n");
  expect(await screen.findByText(/greet\.yaml becomes a workflow of its own/)).toBeVisible();
  expect(server.to(IMPORT)).toHaveLength(0);
  await userEvent.click(screen.getByRole("button", { name: "Import" }));

  await waitFor(() => expect(address()).toContain("/workflows/made"));
  expect(server.to(IMPORT)).toHaveLength(1);
});

test("one with problems becomes a draft, to be put right", async () => {
  const { server, address } = await open({
    [IMPORT]: problem(422, "invalid_document"),
    "POST /api/v1/workflows": MADE,
    "PUT /api/v1/workflows/:id/draft": { saved_at: "2026-03-02T10:00:00.000Z" },
  });

  drop("greet.json", '{"nodes": [{"id": "a", "type": "nothing_like_it"}], "edges": []}');
  await userEvent.click(await screen.findByRole("button", { name: "Import" }));

  await waitFor(() => expect(address()).toContain("/workflows/made"));
  expect(server.to("POST /api/v1/workflows")[0]?.body).toMatchObject({ name: "greet" });
});

test("more nodes than a workflow may have do not become a draft, and the problem is told", async () => {
  const message = '"nodes" has 10001 entries; at most 10000 are allowed';
  const refused = problem(422, "invalid_document", "the document has 2 problems", {
    problems: [
      { code: "too_many_nodes", message },
      { code: "x", message: "y" },
    ],
  });
  const { server } = await open({ [IMPORT]: refused });
  const nodes = Array.from({ length: 10_001 }, (_, at) => ({ id: `n${at}`, type: "number" }));

  drop("many.json", JSON.stringify({ nodes, edges: [] }));
  await userEvent.click(await screen.findByRole("button", { name: "Import" }));

  expect(await screen.findByText(`${message}, and 1 more problem`)).toBeVisible();
  expect(server.to("POST /api/v1/workflows")).toHaveLength(0);
});

test("where the draft is refused nothing is left behind", async () => {
  const { server } = await open({
    [IMPORT]: problem(422, "invalid_document"),
    "POST /api/v1/workflows": MADE,
    "PUT /api/v1/workflows/:id/draft": problem(413, "too_large", "It is too large."),
    "DELETE /api/v1/workflows/:id": {},
  });

  drop("greet.json", '{"nodes": [{"id": "a", "type": "nothing_like_it"}], "edges": []}');
  await userEvent.click(await screen.findByRole("button", { name: "Import" }));

  expect(await screen.findByText("It is too large.")).toBeVisible();
  expect(server.to("DELETE /api/v1/workflows/:id")[0]?.params.id).toBe("made");
});

test("what cannot be read is refused with the reason", async () => {
  await open({ [IMPORT]: problem(422, "invalid_yaml", "Line 1 is no YAML.") });

  drop("greet.yml", ":");
  await userEvent.click(await screen.findByRole("button", { name: "Import" }));

  expect(await screen.findByText("greet.yml could not be imported")).toBeVisible();
  expect(screen.getByText("Line 1 is no YAML.")).toBeVisible();
});

test("a file of another kind is not asked about", async () => {
  const { server } = await open({});

  drop("picture.png", "");

  expect(await screen.findByText("Workflows come as .json, .yaml or .yml files.")).toBeVisible();
  expect(server.requests).toEqual([]);
});

test("while a file is over the page it says what dropping does", async () => {
  await open({});

  fireEvent.dragOver(document.body, { dataTransfer: { types: ["Files"], files: [] } });
  expect(screen.getByText(/Drop a JSON or YAML file/)).toBeVisible();
  fireEvent(document.body, new MouseEvent("dragleave", { bubbles: true }));

  expect(screen.queryByText(/Drop a JSON or YAML file/)).not.toBeInTheDocument();
});

function drop(name: string, text: string) {
  const files = [new File([text], name)];
  fireEvent.drop(document.body, { dataTransfer: { types: ["Files"], files } });
}

async function open(routes: FakeRoutes) {
  const server = fakeServer(routes);
  const page = renderPanel(
    <>
      <p>The page</p>
      <DropImport />
    </>,
  );
  await screen.findByText("The page");
  return { server, ...page };
}
