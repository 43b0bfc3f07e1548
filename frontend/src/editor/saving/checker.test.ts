import { noteAnswer } from "~/api/connection";
import { removeNodes } from "~/document/commands/nodes";
import type { WorkflowDocument } from "~/document/types";
import { openedEditor } from "~/testing/editor";
import { fakeServer } from "~/testing/fake-server";
import { located, startChecking } from "./checker";

const VALIDATE = "POST /api/v1/workflows/validate";
const document: WorkflowDocument = {
  nodes: [
    { id: "a", type: "number" },
    { id: "b", type: "number" },
  ],
  edges: [{ id: "e", source: "a", target: "b" }],
};
const missing = { code: "missing_field", message: '"value" is required', node: "b", field: "value" };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("problems are asked for at once and again after a change", async () => {
  const server = fakeServer({ [VALIDATE]: { valid: false, problems: [missing], warnings: [] } });
  const editor = openedEditor({ document });
  onTestFinished(startChecking(editor));
  await vi.advanceTimersByTimeAsync(0);
  expect(editor.getState().problems).toEqual([{ ...missing, severity: "problem" }]);
  server.answer({ [VALIDATE]: { valid: true, problems: [], warnings: [] } });
  editor.getState().dispatch(removeNodes(["b"]));
  await vi.advanceTimersByTimeAsync(399);
  expect(server.to(VALIDATE)).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(editor.getState().problems).toEqual([]);
});

test("without an answer what was known stays", async () => {
  const server = fakeServer({ [VALIDATE]: { valid: false, problems: [missing], warnings: [] } });
  const editor = openedEditor({ document });
  onTestFinished(startChecking(editor));
  await vi.advanceTimersByTimeAsync(0);
  server.answer({ [VALIDATE]: () => Promise.reject(new TypeError("no network")) });
  editor.getState().dispatch(removeNodes(["a"]));
  await vi.advanceTimersByTimeAsync(400);
  expect(editor.getState().problems).toHaveLength(1);
});

test("nobody is told that there are no problems before that is known", async () => {
  const server = fakeServer({ [VALIDATE]: () => Promise.reject(new TypeError("no network")) });
  const editor = openedEditor({ document });
  onTestFinished(startChecking(editor));
  expect(editor.getState().check).toBe("waiting");
  await vi.advanceTimersByTimeAsync(0);
  expect(editor.getState().check).toBe("failed");
  server.answer({ [VALIDATE]: { valid: true, problems: [], warnings: [] } });
  noteAnswer(200);
  await vi.advanceTimersByTimeAsync(0);
  expect(editor.getState().check).toBe("known");
});

test("problems come in the order of the document, by the ids of what they are about", () => {
  const problems = [missing, { code: "x", message: "x", node: "#0" }, { code: "y", message: "y", edge: "0" }];
  const warnings = [{ code: "z", message: "z" }];
  expect(located(document, { problems, warnings }).map(({ node, edge }) => node ?? edge)).toEqual([
    "e",
    undefined,
    "a",
    "b",
  ]);
});
