import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { ImportDialog } from "./import-dialog";

const IMPORT = "POST /api/v1/workflows/import";
const invalid = problem(422, "invalid_document", "the document has 1 problem", {
  problems: [{ code: "unknown_type", message: '"nothing" is no node type', node: "a", field: "type" }],
});

function open(routes: FakeRoutes, files: readonly File[] = []) {
  const server = fakeServer(routes);
  return { server, ...renderScreen(<ImportDialog files={files} onClose={() => {}} />, { at: "/workflows" }) };
}

async function paste(text: string) {
  const field = await screen.findByRole("textbox", { name: "Document" });
  await userEvent.click(field);
  await userEvent.paste(text);
  await userEvent.click(screen.getByRole("button", { name: "Import" }));
}

it("imports a pasted document and opens it", async () => {
  const { server, address } = open({ [IMPORT]: { id: "new-1", name: "Age" } });

  await paste("nodes: []\nedges: []\n");

  await waitFor(() => expect(address()).toBe("/workflows/new-1"));
  expect(server.to(IMPORT)[0]?.body).toEqual({ text: "nodes: []\nedges: []\n", format: "yaml" });
});

it("begins at once with dropped files, and tells of each", async () => {
  const { server } = open(
    {
      [IMPORT]: ({ body }) =>
        JSON.stringify(body).includes("yaml")
          ? { id: "new-2", name: "Second" }
          : problem(413, "too_large", "A request has at most 10 MiB."),
    },
    [new File(["{}"], "big.json"), new File(["nodes: []"], "small.yml")],
  );

  expect(await screen.findByRole("link", { name: "Second" })).toHaveAttribute("href", "/workflows/new-2");
  expect(screen.getByText("big.json was not imported")).toBeVisible();
  expect(screen.getByText("A request has at most 10 MiB.")).toBeVisible();
  expect(server.to(IMPORT)).toHaveLength(2);
});

it("names every problem of a document, and makes a draft of it all the same", async () => {
  const { server, address } = open({
    [IMPORT]: invalid,
    "POST /api/v1/workflows": { id: "draft-1" },
    "PUT /api/v1/workflows/:id/draft": {},
  });

  await paste('{"name": "Mine", "nodes": [{"id": "a", "type": "nothing"}], "edges": []}');
  expect(await screen.findByText(/is no node type/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Import as a draft" }));

  await waitFor(() => expect(address()).toBe("/workflows/draft-1"));
  expect(server.to("POST /api/v1/workflows")[0]?.body).toEqual({ name: "Mine" });
});

it("says what to do with YAML that has problems", async () => {
  open({ [IMPORT]: invalid });

  await paste("nodes:\n- id: a\n  type: nothing\n");

  expect(await screen.findByText("Put this right in the file and import it again.")).toBeVisible();
});
