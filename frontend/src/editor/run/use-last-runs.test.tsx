import { act, screen, waitFor } from "@testing-library/react";
import type { WorkflowDocument } from "~/document/types";
import { anExecution, aStep } from "~/testing/executions";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderWithRun } from "~/testing/run";
import { useScope } from "../inspector/node/use-scope";

const LIST = "GET /api/v1/workflows/:w/executions";
const STEPS = "GET /api/v1/executions/:id/steps";
const DOCUMENT: WorkflowDocument = {
  nodes: [
    { id: "fetch", type: "http", data: {} },
    { id: "sum", type: "expression", data: { expression: "input" } },
  ],
  edges: [{ id: "e", source: "fetch", target: "sum" }],
};

function Scope() {
  return <output>{JSON.stringify(useScope("sum")?.input ?? null)}</output>;
}

async function opened(routes: FakeRoutes) {
  const server = fakeServer({
    "GET /api/v1/executions/:id": ({ params }) => anExecution({ id: params.id ?? "" }),
    ...routes,
  });
  return { server, ...(await renderWithRun(<Scope />, { document: DOCUMENT })) };
}

test("expressions read what the last execution gave that has ended", async () => {
  const { server } = await opened({
    [LIST]: { items: [anExecution({ id: "running", finished_at: null }), anExecution({ id: "last" })] },
    [STEPS]: { items: [aStep({ output: { total: 7 } })] },
  });
  expect(await screen.findByText('{"total":7}')).toBeVisible();
  expect(server.to(STEPS).map(({ params }) => params.id)).toEqual(["last"]);
});

test("what an execution that is shown gave comes first", async () => {
  const { run } = await opened({
    [LIST]: { items: [anExecution({ id: "last" })] },
    [STEPS]: ({ params }) => ({ items: [aStep({ output: params.id === "last" ? 1 : 2 })] }),
  });
  expect(await screen.findByText("1")).toBeVisible();
  await act(() => run.getState().show("earlier"));
  expect(await screen.findByText("2")).toBeVisible();
});

test("after an execution of one's own the last one is that one", async () => {
  let last = 1;
  const { run } = await opened({
    [LIST]: () => ({ items: [anExecution({ id: `x${last}` })] }),
    [STEPS]: ({ params }) => ({ items: [aStep({ output: params.id ?? null })] }),
  });
  expect(await screen.findByText('"x1"')).toBeVisible();
  last = 2;
  await act(() => run.getState().show("x2"));
  act(() => run.getState().hide());
  expect(await screen.findByText('"x2"')).toBeVisible();
});

test("who may not see executions goes without", async () => {
  const { server } = await opened({ [LIST]: problem(403, "forbidden") });
  await waitFor(() => expect(server.to(LIST)).toHaveLength(1));
  expect(screen.getByText("null")).toBeVisible();
});
