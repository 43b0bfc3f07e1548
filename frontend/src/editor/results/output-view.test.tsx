import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Json } from "~/document/types";
import { anExecution } from "~/testing/executions";
import { fakeServer } from "~/testing/fake-server";
import { renderWithRun } from "~/testing/run";
import { OutputView } from "./output-view";
import { nodeOf, nodePath } from "./path";

type Saved = { readonly name: string; readonly content: Promise<string> };
const BEGINNING = { output: ["a"], isPreview: true, seq: 3, status: "succeeded" } as const;

let saved: Saved[] = [];

beforeEach(() => {
  saved = [];
  let content = Promise.resolve("");
  URL.createObjectURL = (blob: Blob) => {
    content = blob.text();
    return "blob:x";
  };
  URL.revokeObjectURL = () => {};
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, content });
  });
});

afterEach(() => {
  Reflect.deleteProperty(URL, "createObjectURL");
  Reflect.deleteProperty(URL, "revokeObjectURL");
});

async function download(answer: Json) {
  fakeServer({
    "GET /api/v1/executions/:id": anExecution(),
    "GET /api/v1/executions/:id/steps": { items: [] },
    "GET /api/v1/executions/:id/steps/:seq/output": answer,
  });
  const { run } = await renderWithRun(<OutputView run={BEGINNING} base={nodePath("my fetch")} />);
  await act(() => run.getState().show("execution-1"));
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Copy or download Output" }));
  await user.click(await screen.findByRole("menuitem", { name: "Download as JSON" }));
}

test("what is only the beginning is downloaded whole, in a file that is called like the node", async () => {
  await download({ output: ["a", "b"], is_preview: false });
  await vi.waitFor(() => expect(saved).toHaveLength(1));
  expect(saved[0]?.name).toBe("my-fetch.json");
  expect(JSON.parse((await saved[0]?.content) ?? "")).toEqual(["a", "b"]);
});

test("where the whole is not known any more nothing is saved, and that is said", async () => {
  await download({ output: ["a"], is_preview: true });
  expect(await screen.findByText(/Only the beginning of this output is known/)).toBeVisible();
  expect(saved).toEqual([]);
});

test.each(["fetch", "my fetch", 'a"b\\c', "my-node"])("the node %s is read from its path", (id) => {
  expect(nodeOf(nodePath(id))).toBe(id);
});
