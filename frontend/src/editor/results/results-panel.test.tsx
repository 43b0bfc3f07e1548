import { screen, waitFor, within } from "@testing-library/react";
import { anExecution, aStep } from "~/testing/executions";
import { fakeServer } from "~/testing/fake-server";
import { fetched, OUTPUT, shown, summed } from "~/testing/results";
import { renderWithRun } from "~/testing/run";
import { ResultsPanel } from "./results-panel";

beforeEach(() => localStorage.clear());

test("before any execution it says how to get results", async () => {
  fakeServer();
  await renderWithRun(<ResultsPanel />);
  expect(screen.getByText("No results yet")).toBeVisible();
});

test("a node's input stands beside its output", async () => {
  await shown([fetched, summed], "sum");
  const input = await screen.findByRole("region", { name: "Input" });
  expect(within(input).getByText("Fetch orders")).toBeVisible();
  expect(within(input).getByRole("row", { name: /Ada/ })).toBeVisible();
  expect(
    within(screen.getByRole("region", { name: "Output" })).getByRole("treeitem", { name: "19" }),
  ).toBeVisible();
});

test("with nothing selected it shows what the workflow got and gave", async () => {
  await shown([fetched], undefined);
  expect(await screen.findByRole("region", { name: "Output of the workflow" })).toHaveTextContent("done");
});

test("a table sorts by its heads, and its cells open", async () => {
  const { user } = await shown([fetched], "fetch");
  const output = await screen.findByRole("region", { name: "Output" });
  await user.click(within(output).getByRole("button", { name: "total" }));
  await user.click(within(output).getByRole("button", { name: "total" }));
  const [, first] = within(output)
    .getAllByRole("row", { name: /Ada|עדה/ })
    .map((row) => row.textContent);
  expect(first).toContain("Ada");
  await user.click(within(output).getByRole("button", { name: "Ada" }));
  expect(await screen.findByText("node.fetch[0].name")).toBeVisible();
});

test("the tree is walked by keys, and paths are copied as expressions", async () => {
  const { user } = await shown([fetched], "fetch");
  const output = await screen.findByRole("region", { name: "Output" });
  await user.click(within(output).getByRole("radio", { name: "JSON" }));
  within(output).getByRole("tree").focus();
  await user.keyboard("{ArrowDown}{ArrowRight}{ArrowDown}");
  await user.click(within(output).getByRole("button", { name: "Copy path" }));
  expect(await navigator.clipboard.readText()).toBe("node.fetch[0].name");
});

test("search tells how many places there are, and goes to the next", async () => {
  const { user } = await shown([fetched], "fetch");
  const output = await screen.findByRole("region", { name: "Output" });
  await user.type(within(output).getByRole("searchbox"), "a");
  expect(await within(output).findByText("1 of 4")).toBeVisible();
  await user.keyboard("{Enter}");
  expect(within(output).getByText("2 of 4")).toBeVisible();
});

test("what is only the beginning is loaded whole when asked for", async () => {
  const cut = aStep({ output: [{ a: 1 }], is_preview: true, seq: 5 });
  const { user, server } = await shown([cut], "fetch", {
    [OUTPUT]: { output: [{ a: 1 }, { a: 22 }], is_preview: false },
  });
  await user.click(await screen.findByRole("button", { name: "Load everything" }));
  expect(await screen.findByRole("row", { name: /22/ })).toBeVisible();
  expect(server.to(OUTPUT)[0]?.params.seq).toBe("5");
});

test("each run and attempt can be chosen", async () => {
  const runs = [
    aStep({ path: "loop[0]", output: "first" }),
    aStep({
      path: "loop[1]",
      seq: 2,
      status: "failed",
      output: null,
      error: { code: "timeout", message: "Too slow." },
    }),
    aStep({ path: "loop[1]", seq: 3, attempt: 2, output: "second" }),
  ];
  const { user } = await shown(runs, "fetch");
  const output = await screen.findByRole("region", { name: "Output" });
  expect(output).toHaveTextContent("second");
  await user.click(within(output).getByRole("combobox", { name: "Run" }));
  await user.click(await screen.findByRole("option", { name: "loop[1]: failed" }));
  expect(within(output).getByRole("alert")).toHaveTextContent("Too slow.");
});

test.each([
  ["short", "Dear Ada,\nthe parcel is on its way.\nIt is heavy."],
  ["long", `Dear Ada,\nthe parcel is on its way.\nIt is heavy.${" and so on".repeat(3_000)}`],
])("in a %s text one goes from place to place", async (_, text) => {
  const { user } = await shown([aStep({ output: text })], "fetch");
  const pane = await screen.findByRole("region", { name: "Output as text" });
  await user.type(screen.getByRole("searchbox", { name: "Search in Output" }), "is");
  expect(await within(pane).findAllByText("is", { selector: "mark" })).toHaveLength(2);
  expect(lineOf(pane)).toHaveTextContent("the parcel is on its way.");
  await user.keyboard("{Enter}");
  await waitFor(() => expect(lineOf(pane)).toHaveTextContent(/^It is heavy\./));
});

function lineOf(pane: HTMLElement): HTMLElement {
  const line = pane.querySelector<HTMLElement>('[data-match="true"]');
  if (line === null) throw new Error("no line is marked");
  return line;
}

test("HTML goes to a frame of its own and nowhere else", async () => {
  const { container } = await shown([aStep({ output: "<p><script>alert(1)</script>Hello</p>" })], "fetch");
  await waitFor(() => expect(container.querySelector("iframe")).not.toBeNull());
  const frame = container.querySelector("iframe");
  expect(frame).toHaveAttribute("title", "Output");
  expect(frame).toHaveAttribute("src", "/sandbox.html");
  expect(frame).toHaveAttribute("sandbox", "allow-scripts");
  expect(container.querySelector("script")).toBeNull();
});

test("a failure says what to do", async () => {
  const failed = aStep({
    status: "failed",
    output: null,
    error: { code: "type_error", message: "a number is needed" },
  });
  await shown([failed], "fetch");
  expect(await screen.findByRole("alert")).toHaveTextContent(/a number is needed.*Look at its input/);
});

test("the log is listed, and goes to its nodes", async () => {
  const line = {
    seq: 1,
    at: "2026-03-02T09:00:12.000Z",
    level: "error",
    node_id: "sum",
    message: "failed: type_error",
  };
  const { user, editor } = await shown([fetched], "fetch", {
    "GET /api/v1/executions/:id/logs": { items: [line], next_after: null },
  });
  await user.click(await screen.findByRole("tab", { name: "Log" }));
  expect(await screen.findByText("failed: type_error")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "sum" }));
  expect(editor.getState().destination?.node).toBe("sum");
});

test("files are downloaded as they are", async () => {
  const file = {
    sha256: "abc",
    name: "report.pdf",
    media_type: "application/pdf",
    size_bytes: 2048,
    created_at: "2026-03-02T09:00:12.000Z",
  };
  const content = "GET /api/v1/workflows/:w/executions/:id/files/:sha";
  const { user, server } = await shown([fetched], "fetch", {
    "GET /api/v1/workflows/:w/executions/:id/files": { items: [file] },
    [content]: () => new Response("content"),
  });
  const made = vi.fn(() => "blob:x");
  Object.assign(URL, { createObjectURL: made, revokeObjectURL: () => {} });
  await user.click(await screen.findByRole("tab", { name: "Files" }));
  await user.click(await screen.findByRole("button", { name: "Download report.pdf" }));
  await waitFor(() => expect(made).toHaveBeenCalled());
  expect(server.to(content)).toHaveLength(1);
});

test("only what has failed can be retried", async () => {
  await shown(
    [aStep({ status: "failed", output: null, error: { code: "timeout", message: "Too slow." } })],
    "fetch",
  );
  expect(await screen.findByRole("alert")).toHaveTextContent("Too slow.");
  expect(screen.queryByRole("button", { name: /Retry/ })).not.toBeInTheDocument();
});

test("large outputs are compared whole", async () => {
  const cut = aStep({ output: [1], is_preview: true, seq: 5 });
  const { user } = await shown([cut], "fetch", {
    "GET /api/v1/workflows/:w/executions": { items: [anExecution({ id: "other", version: 3 })] },
    [OUTPUT]: ({ params }) => ({ output: params.id === "other" ? [1, 2] : [1, 3], is_preview: false }),
  });
  await user.click(await screen.findByRole("tab", { name: "Compare" }));
  await user.click(screen.getByRole("combobox", { name: "Compare with" }));
  await user.click(await screen.findByRole("option", { name: /version 3/ }));
  expect(await screen.findByText("1 difference")).toBeVisible();
});

test("of what was not kept whole only the beginnings are the same", async () => {
  const cut = aStep({ output: [1], is_preview: true, seq: 5 });
  const { user } = await shown([cut], "fetch", {
    "GET /api/v1/workflows/:w/executions": { items: [anExecution({ id: "other", version: 3 })] },
    [OUTPUT]: { output: [1], is_preview: true },
  });
  await user.click(await screen.findByRole("tab", { name: "Compare" }));
  await user.click(screen.getByRole("combobox", { name: "Compare with" }));
  await user.click(await screen.findByRole("option", { name: /version 3/ }));
  expect(await screen.findByText("Both begin the same.")).toBeVisible();
});

test("two executions are compared", async () => {
  const other = anExecution({ id: "other", version: 3 });
  const { user } = await shown([fetched], "fetch", {
    "GET /api/v1/workflows/:w/executions": { items: [other, anExecution()] },
    "GET /api/v1/executions/:id/steps": ({ params }) => ({
      items: [params.id === "other" ? aStep({ output: [{ name: "Ada", total: 8 }] }) : fetched],
    }),
  });
  await user.click(await screen.findByRole("tab", { name: "Compare" }));
  await user.click(screen.getByRole("combobox", { name: "Compare with" }));
  await user.click(await screen.findByRole("option", { name: /version 3/ }));
  expect(await screen.findByText("2 differences")).toBeVisible();
});
