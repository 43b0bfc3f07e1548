import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { WorkflowDocument } from "~/document/types";
import { idleRun, openedEditor, renderInEditor } from "~/testing/editor";
import { goToNextProblem } from "../shortcuts/page-actions";
import type { Problem } from "../state";
import { ProblemsPanel } from "./problems-panel";

const document: WorkflowDocument = {
  nodes: [
    { id: "a", type: "number", data: { label: "How old" } },
    { id: "b", type: "number" },
  ],
  edges: [],
};
const problems: readonly Problem[] = [
  { code: "missing_field", message: '"value" is required', severity: "problem", node: "a", field: "value" },
  { code: "unused", message: "nothing leads here", severity: "warning", node: "b" },
];

test("without problems it says so", () => {
  renderInEditor(<ProblemsPanel />, { document });
  expect(screen.getByText("No problems")).toBeVisible();
});

test("what is not checked is not called sound", () => {
  const { editor } = renderInEditor(<ProblemsPanel />, { document });
  act(() => editor.setState({ check: "waiting" }));
  expect(screen.getByText("Being checked")).toBeVisible();
  act(() => editor.setState({ check: "failed" }));
  expect(screen.getByText("Not checked")).toBeVisible();
});

test("a problem is told with its node, and leads to its field", async () => {
  const { editor } = renderInEditor(<ProblemsPanel />, { document });
  act(() => editor.setState({ problems }));
  await userEvent.click(screen.getByRole("button", { name: /How old Number: Is required/ }));
  expect(editor.getState().destination).toMatchObject({ node: "a", field: "value" });
  expect([...editor.getState().selection.nodes]).toEqual(["a"]);
});

test("the next problem comes after the one that is selected, and the first after the last", () => {
  const stores = { editor: openedEditor({ document }), run: idleRun() };
  stores.editor.setState({ problems });
  const visited = [1, 2, 3].map(() => {
    goToNextProblem(stores);
    return stores.editor.getState().destination?.node;
  });
  expect(visited).toEqual(["a", "b", "a"]);
});
