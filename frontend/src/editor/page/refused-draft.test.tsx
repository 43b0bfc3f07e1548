import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { addNodes } from "~/document/commands/nodes";
import type { Json } from "~/document/types";
import { type FakeRequest, type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderPanel } from "~/testing/panel";
import { aWorkflowDetail, me } from "~/testing/workflows";
import { SaveStatus } from "./save-status";
import { useSession } from "./session-context";
import { useOpenSession } from "./use-open-session";

const ONE = "/api/v1/workflows/:id";
const DRAFT = `PUT ${ONE}/draft`;
const GONE = problem(404, "not_found", "It was deleted.");

test("a draft that is refused says why, and is sent again", async () => {
  const { server, ways, session } = await refused();

  expect(ways).toHaveTextContent("It was deleted.");
  server.answer({ [DRAFT]: saved });
  await userEvent.click(within(ways).getByRole("button", { name: "Try again" }));

  await waitFor(() => expect(session.stores.editor.getState().save.kind).toBe("saved"));
  expect(server.to(DRAFT)).toHaveLength(2);
});

test("a draft that is refused is saved as a new workflow, which is opened", async () => {
  const { server, ways, address } = await refused({
    [DRAFT]: ({ params }: FakeRequest) => (params.id === "new" ? saved() : GONE),
    "POST /api/v1/workflows": json(aWorkflowDetail({ id: "new", name: "Orders (my draft)" })),
  });

  await userEvent.click(await within(ways).findByRole("button", { name: "Save as a new workflow" }));

  await waitFor(() => expect(address()).toBe("/workflows/new"));
  const sent = server.to(DRAFT).find(({ params }) => params.id === "new");
  expect(sent?.body).toMatchObject({ document: { nodes: [{ id: "a" }] } });
  expect(server.to("POST /api/v1/workflows")[0]?.body).toEqual({ name: "Orders (my draft)" });
});

test("who may make no workflows can still take the draft out as a file", async () => {
  const { ways } = await refused({ "GET /api/v1/me": me(["workflows.read"]) });

  expect(within(ways).getByRole("button", { name: "Export" })).toBeVisible();
  expect(within(ways).queryByRole("button", { name: /new workflow/ })).not.toBeInTheDocument();
});

async function refused(routes: FakeRoutes = {}) {
  const server = fakeServer({
    "GET /api/v1/me": me(),
    [`GET ${ONE}`]: json(aWorkflowDetail()),
    [`POST ${ONE}/validate`]: { problems: [], warnings: [] },
    [DRAFT]: GONE,
    ...routes,
  });
  const page = renderPanel(<Status />);
  await screen.findByText("Saved");
  act(() => page.session.stores.editor.getState().dispatch(addNodes([{ id: "a", type: "number" }])));
  await userEvent.click(await screen.findByRole("button", { name: /^Not saved/ }));
  return { server, ...page, ways: await screen.findByRole("dialog", { name: /^Not saved/ }) };
}

function Status() {
  useOpenSession(useSession());
  return <SaveStatus />;
}

function saved(): Response {
  return Response.json({ saved_at: "2026-03-02T10:00:00.000Z" }, { headers: { etag: '"2"' } });
}

function json(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}
