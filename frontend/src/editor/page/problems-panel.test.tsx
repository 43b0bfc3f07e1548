import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { WorkflowDocument } from "~/document/types";
import { openedEditor, renderInEditor } from "~/testing/editor";
import type { Problem } from "../state";
import { goToNextProblem, goToProblem } from "./problem-places";
import { ProblemsPanel } from "./problems-panel";

const document: WorkflowDocument = {
  nodes: [
    { id: "a", type: "number", data: { label: "How old" } },
    { id: "b", type: "number" },
  ],
  edges: [{ id: "e9", source: "a", target: "b" }],
};
const problems: readonly Problem[] = [
  { code: "missing_field", message: '"value" is required', severity: "problem", node: "a", field: "value" },
  { code: "unused", message: "nothing leads here", severity: "warning", node: "b" },
];
const ofEdge: Problem = { code: "loose", message: "leads nowhere", severity: "problem", edge: "e9" };
const ofSettings: Problem = {
  code: "too_long",
  message: "is too long",
  severity: "problem",
  field: "settings.timeout",
};
const ofLabel: Problem = {
  code: "too_long",
  message: "is too long",
  severity: "problem",
  node: "a",
  field: "label",
};

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

test("a problem of an edge is named by both ends, and leads to the edge", async () => {
  const { editor } = renderInEditor(<ProblemsPanel />, { document });
  act(() => editor.setState({ problems: [ofEdge] }));

  await userEvent.click(screen.getByRole("button", { name: /How old to Number Leads nowhere/ }));

  expect([...editor.getState().selection.edges]).toEqual(["e9"]);
  expect(editor.getState().destination).toMatchObject({ edge: "e9" });
});

test("the next problem is the next one of the list, and the first after the last", () => {
  const editor = openedEditor({ document });
  editor.setState({ problems: [ofSettings, ...problems, ofLabel, ofEdge] });
  const visited = [1, 2, 3, 4, 5, 6].map(() => {
    goToNextProblem(editor);
    const { at: _at, ...place } = editor.getState().destination ?? { at: 0 };
    return place;
  });
  expect(visited).toEqual([
    { field: "settings.timeout" },
    { node: "a", field: "value" },
    { node: "b" },
    { node: "a", field: "label" },
    { edge: "e9" },
    { field: "settings.timeout" },
  ]);
});

test("the next problem comes after the one that was chosen, also when that is solved", () => {
  const editor = openedEditor({ document });
  editor.setState({ problems: [...problems, ofLabel] });
  goToProblem(editor, ofLabel);
  goToNextProblem(editor);
  expect(editor.getState().destination?.field).toBe("value");
  editor.setState({ problems: [...problems.slice(1), ofLabel] });
  goToNextProblem(editor);
  expect(editor.getState().destination?.node).toBe("b");
});
