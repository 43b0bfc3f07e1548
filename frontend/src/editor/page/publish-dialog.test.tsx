import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { addNodes } from "~/document/commands/nodes";
import { fakeServer, problem } from "~/testing/fake-server";
import { renderOnPage, WORKFLOW } from "~/testing/open-workflow";
import { PublishDialog } from "./publish-dialog";

const PUBLISH = "POST /api/v1/workflows/:id/publish";
const DRAFT = "PUT /api/v1/workflows/:id/draft";

test("the draft is saved first, then published with the note", async () => {
  const server = serve();
  const { session } = await open();
  act(() => session.stores.editor.getState().dispatch(addNodes([{ id: "a", type: "number" }])));
  await userEvent.type(screen.getByLabelText("Note"), "Ask for 21");
  await userEvent.click(screen.getByRole("button", { name: "Publish" }));
  expect(await screen.findByText("Published as version 4.")).toBeVisible();
  const asked = server.requests
    .filter(({ method }) => method !== "GET")
    .map(({ path }) => path.split("/").at(-1));
  expect(asked).toEqual(["draft", "publish"]);
  expect(server.to(PUBLISH)[0]?.headers.get("if-match")).toBe('"2"');
  expect(server.to(PUBLISH)[0]?.body).toEqual({ note: "Ask for 21" });
});

test("problems are shown where they are, and nothing is published", async () => {
  const server = serve();
  const found = { code: "missing_field", message: '"value" is required', node: "a", field: "value" };
  server.answer({ [PUBLISH]: problem(422, "invalid_document", "", { problems: [found], warnings: [] }) });
  const { session } = await open();
  act(() => session.stores.editor.getState().dispatch(addNodes([{ id: "a", type: "number" }])));
  await userEvent.click(screen.getByRole("button", { name: "Publish" }));
  expect(await screen.findByRole("button", { name: "Show problems" })).toBeVisible();
  expect(session.stores.editor.getState().problems).toEqual([{ ...found, severity: "problem" }]);
  expect(session.ui.getState()).toMatchObject({ bottom: "problems", layout: { isResultsOpen: true } });
});

test("when nothing is new it says so", async () => {
  serve().answer({ [PUBLISH]: problem(409, "no_draft") });
  await open();
  await userEvent.click(screen.getByRole("button", { name: "Publish" }));
  expect(await screen.findByText(/the latest version says the same/)).toBeVisible();
});

test("what could not be saved is not published", async () => {
  const server = serve();
  server.answer({ [DRAFT]: problem(503, "unavailable", "The database is away.") });
  const { session } = await open();
  act(() => session.stores.editor.getState().dispatch(addNodes([{ id: "a", type: "number" }])));
  await userEvent.click(screen.getByRole("button", { name: "Publish" }));
  expect(await screen.findByText("The database is away.")).toBeVisible();
  expect(server.to(PUBLISH)).toHaveLength(0);
});

async function open() {
  const page = renderOnPage(<PublishDialog />);
  act(() => page.session.ui.getState().open("publish"));
  await screen.findByRole("dialog");
  return page;
}

function serve() {
  return fakeServer({
    "GET /api/v1/workflows/:id": WORKFLOW,
    [DRAFT]: () => Response.json({ saved_at: WORKFLOW.updated_at }, { headers: { etag: '"2"' } }),
    [PUBLISH]: () => Response.json({ version: 4 }, { headers: { etag: '"3"' } }),
  });
}
