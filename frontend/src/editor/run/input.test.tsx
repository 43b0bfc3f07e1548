import { act, screen, waitFor } from "@testing-library/react";
import { DOCUMENT, EXECUTE, openedControls } from "~/testing/run-controls";

beforeEach(() => localStorage.clear());

test("the input is checked as one types, kept, and sent", async () => {
  const { server, user } = await openedControls();
  await user.click(screen.getByRole("button", { name: "No input" }));
  const field = await screen.findByRole("textbox", { name: "Input" });
  await user.type(field, "{{");
  expect(screen.getByText(/This is not JSON/)).toBeVisible();
  await user.type(field, '"a": 1}');
  await user.click(screen.getByRole("button", { name: "Keep and run" }));
  await waitFor(() => expect(server.to(EXECUTE)[0]?.body).toEqual({ draft: true, input: { a: 1 } }));
});

test("the input of the template that the workflow was made from can be taken", async () => {
  const { user, run } = await openedControls({
    "GET /api/v1/workflow-templates": {
      items: [
        { title: "Sums", document: { nodes: [{ id: "fetch" }, { id: "sum" }] }, input: { orders: [] } },
      ],
    },
  });
  await user.click(screen.getByRole("button", { name: "No input" }));
  const take = await screen.findByRole("button", { name: "Use the example's input" });
  await waitFor(() => expect(take).toBeEnabled());
  await user.click(take);
  await user.click(screen.getByRole("button", { name: "Keep" }));
  expect(run.getState().input).toEqual({ orders: [] });
});

const SUMS = {
  title: "Sums",
  document: { name: "Sums", nodes: [{ id: "fetch" }, { id: "sum" }] },
  input: { orders: [] },
};

test("a workflow that is as its template made it begins with the template's input", async () => {
  const { server, user } = await openedControls(
    { "GET /api/v1/workflow-templates": { items: [SUMS] } },
    { document: { ...DOCUMENT, name: "Sums" } },
  );
  expect(await screen.findByRole("button", { name: "Input" })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Run" }));
  await waitFor(() => expect(server.to(EXECUTE)[0]?.body).toEqual({ draft: true, input: { orders: [] } }));
});

test("whoever wants no input there is not given the template's again", async () => {
  const routes = { "GET /api/v1/workflow-templates": { items: [SUMS] } };
  const first = await openedControls(routes, { document: { ...DOCUMENT, name: "Sums" } });
  await screen.findByRole("button", { name: "Input" });
  act(() => first.run.getState().setInput(undefined));
  first.unmount();

  const { server, user } = await openedControls(routes, { document: { ...DOCUMENT, name: "Sums" } });
  await user.click(screen.getByRole("button", { name: "Run" }));
  await waitFor(() => expect(server.to(EXECUTE)[0]?.body).toEqual({ draft: true }));
  expect(server.to("GET /api/v1/workflow-templates")).toHaveLength(0);
});

test.each([
  ["another name", { ...DOCUMENT, name: "Other" }],
  ["other nodes", { ...DOCUMENT, name: "Sums", nodes: DOCUMENT.nodes.slice(0, 1), edges: [] }],
])("a workflow with %s is given no template's input", async (_, document) => {
  const { server, run } = await openedControls(
    { "GET /api/v1/workflow-templates": { items: [SUMS] } },
    { document },
  );
  await waitFor(() => expect(server.to("GET /api/v1/workflow-templates")).toHaveLength(1));
  await act(async () => {});
  expect(run.getState().input).toBeUndefined();
});
