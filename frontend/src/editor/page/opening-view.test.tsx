import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { catalogue } from "~/testing/catalogue";
import { fakeServer, problem } from "~/testing/fake-server";
import { WORKFLOW } from "~/testing/open-workflow";
import { renderScreen } from "~/testing/screen";
import { OpeningView } from "./opening-view";

const WORKFLOW_ROUTE = "GET /api/v1/workflows/:id";
const node = (id: string) => ({ id, type: "number" });

test("the draft is opened where there is one", async () => {
  serve({ has_draft: true, document: { nodes: [node("published")], edges: [] } });
  open();
  expect(await screen.findByText("draft")).toBeVisible();
});

test("until there is an answer its place is kept", async () => {
  serve({}).answer({ [WORKFLOW_ROUTE]: undefined });
  open();
  expect(await screen.findByRole("status", { name: "Loading the workflow" })).toBeInTheDocument();
});

test("without a draft the published document is opened", async () => {
  serve({ has_draft: false, document: { nodes: [node("published")], edges: [] } });
  open();
  expect(await screen.findByText("published")).toBeVisible();
});

test("what is not there, or not for everybody, is said", async () => {
  serve({}).answer({ [WORKFLOW_ROUTE]: problem(404, "not_found") });
  open();
  expect(await screen.findByRole("heading", { name: "There is no such workflow" })).toBeVisible();
});

test("who may not see it is told so", async () => {
  serve({}).answer({ [WORKFLOW_ROUTE]: problem(403, "forbidden") });
  open();
  expect(await screen.findByText("You may not see this")).toBeVisible();
});

test("after an error one can try again", async () => {
  const server = serve({ document: { nodes: [node("published")], edges: [] } });
  server.answer({ [WORKFLOW_ROUTE]: problem(500, "internal", "Something broke.") });
  open();
  expect(await screen.findByText("Something broke.")).toBeVisible();
  serve({ document: { nodes: [node("published")], edges: [] } });
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("published")).toBeVisible();
});

function open() {
  return renderScreen(
    <OpeningView workflowId="workflow-1" version={null}>
      {({ opened }) => (
        <p>{JSON.parse(JSON.stringify(opened.draft ?? opened.workflow)).document.nodes[0].id}</p>
      )}
    </OpeningView>,
    { at: "/" },
  );
}

function serve(change: object) {
  const tagged = (body: object) => () => Response.json(body, { headers: { etag: '"1"' } });
  return fakeServer({
    [WORKFLOW_ROUTE]: tagged({ ...WORKFLOW, ...change }),
    "GET /api/v1/workflows/:id/draft": tagged({ document: { nodes: [node("draft")], edges: [] } }),
    "GET /api/v1/node-types": () => Response.json(catalogue),
  });
}
