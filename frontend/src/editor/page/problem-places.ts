/** Where problems are: what their places are called, and how to get there, one by one. */

import type { StoreApi } from "zustand/vanilla";
import { edgeById, nodeById } from "~/document/lookup";
import { nodeTypeOf, titleOf } from "~/document/node-types";
import { titleOfField } from "../inspector/field-problems";
import type { EditorState, Problem } from "../state";

type Opened = Pick<EditorState, "document" | "catalogue">;
type Visited = { readonly problem: string; readonly at: number };

const visited = new WeakMap<StoreApi<EditorState>, Visited>();

/** What the node is called on the canvas, or what else the problem is about. */
export function placeOf({ node, edge, field }: Problem, opened: Opened): string {
  if (node !== undefined) return nameOf(node, opened);
  return edge !== undefined ? nameOfEdge(edge, opened) : (field ?? "Workflow");
}

function nameOf(node: string, { document, catalogue }: Opened): string {
  const found = nodeById(document, node);
  return found ? titleOf(catalogue, found) : node;
}

function nameOfEdge(id: string, opened: Opened): string {
  const edge = edgeById(opened.document, id);
  return edge ? `${nameOf(edge.source, opened)} to ${nameOf(edge.target, opened)}` : `Edge ${id}`;
}

/** What stands above the field of the node that the problem is about. */
export function fieldOf({ node, field }: Problem, { document, catalogue }: Opened): string | undefined {
  const found = node === undefined ? undefined : nodeById(document, node);
  return found && field ? titleOfField(nodeTypeOf(catalogue, found), field) : undefined;
}

/** Bring the place of a problem into view. */
export function goToProblem(editor: StoreApi<EditorState>, problem: Problem): void {
  const { problems, goTo, goToEdge, goToSettings } = editor.getState();
  const { node, edge, field } = problem;
  visited.set(editor, { problem: JSON.stringify(problem), at: problems.indexOf(problem) });
  if (node !== undefined) goTo(node, field);
  else if (edge !== undefined) goToEdge(edge);
  else goToSettings(field);
}

/** Go to the problem that is listed after the one that was gone to last; to the first after the last. */
export function goToNextProblem(editor: StoreApi<EditorState>): void {
  const { problems } = editor.getState();
  const problem = problems[nextPlace(problems, visited.get(editor))] ?? problems[0];
  if (problem) goToProblem(editor, problem);
}

/** Where a problem was that is solved by now, the one after it stands. */
function nextPlace(problems: readonly Problem[], last: Visited | undefined): number {
  if (last === undefined) return 0;
  const at = problems.findIndex((problem) => JSON.stringify(problem) === last.problem);
  return at < 0 ? last.at : at + 1;
}
