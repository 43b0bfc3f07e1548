import { ScrollArea, Text, UnstyledButton } from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconHourglass } from "@tabler/icons-react";
import { nodeById } from "~/document/lookup";
import { nodeTypeOf, titleOf } from "~/document/node-types";
import { EmptyState } from "~/ui/empty-state";
import { useEditor, useStores } from "../context";
import { sentenceOf, titleOfField } from "../inspector/field-problems";
import type { EditorState, Problem } from "../state";
import classes from "./problems-panel.module.css";

const MOST_SHOWN = 500;

/** Everything that is wrong with the document; choosing one goes to its place. */
export function ProblemsPanel() {
  const problems = useEditor((state) => state.problems);
  const check = useEditor((state) => state.check);
  if (problems.length === 0) return <NoProblems check={check} />;
  return (
    <ScrollArea h="100%" type="auto">
      <ul className={classes.list} aria-label="Problems">
        {problems.slice(0, MOST_SHOWN).map((problem) => (
          <li key={JSON.stringify(problem)}>
            <ProblemRow problem={problem} />
          </li>
        ))}
      </ul>
      {problems.length > MOST_SHOWN && (
        <Text size="sm" c="dimmed" p="xs">
          And {problems.length - MOST_SHOWN} more.
        </Text>
      )}
    </ScrollArea>
  );
}

function NoProblems({ check }: Pick<EditorState, "check">) {
  if (check === "waiting") return <EmptyState icon={<IconHourglass aria-hidden />} title="Being checked" />;
  if (check === "failed")
    return (
      <EmptyState icon={<IconAlertTriangle aria-hidden />} title="Not checked">
        The server did not answer. It is asked again after the next change, and when it is back.
      </EmptyState>
    );
  return (
    <EmptyState icon={<IconCircleCheck aria-hidden />} title="No problems">
      The workflow can be executed and published.
    </EmptyState>
  );
}

function ProblemRow({ problem }: { problem: Problem }) {
  const { editor } = useStores();
  const place = placeOf(problem, editor.getState());
  const field = fieldOf(problem, editor.getState());
  const isError = problem.severity === "problem";
  return (
    <UnstyledButton className={classes.row} onClick={() => goToProblem(problem, editor.getState())}>
      {isError ? (
        <IconAlertCircle size={16} className={classes.error} aria-label="Problem" />
      ) : (
        <IconAlertTriangle size={16} className={classes.warning} aria-label="Warning" />
      )}
      <Text size="sm" fw={600} truncate className={classes.place}>
        {place}
      </Text>
      <Text size="sm" dir="auto">
        {field !== undefined && (
          <Text span c="dimmed" inherit>
            {field}:
          </Text>
        )}{" "}
        {sentenceOf(problem)}
      </Text>
    </UnstyledButton>
  );
}

/** What the node is called on the canvas, or what else the problem is about. */
export function placeOf(
  { node, edge, field }: Problem,
  { document, catalogue }: Pick<EditorState, "document" | "catalogue">,
): string {
  if (node !== undefined) {
    const found = nodeById(document, node);
    return found ? titleOf(catalogue, found) : node;
  }
  return edge !== undefined ? `Edge ${edge}` : (field ?? "Workflow");
}

/** What stands above the field of the node that the problem is about. */
function fieldOf(
  { node, field }: Problem,
  { document, catalogue }: Pick<EditorState, "document" | "catalogue">,
): string | undefined {
  const found = node === undefined ? undefined : nodeById(document, node);
  return found && field ? titleOfField(nodeTypeOf(catalogue, found), field) : undefined;
}

type Places = {
  goTo: (node: string, field?: string) => void;
  select: (selection: { edges?: Iterable<string> }) => void;
};

/** Bring the place of a problem into view. */
export function goToProblem({ node, edge, field }: Problem, { goTo, select }: Places): void {
  if (node !== undefined) goTo(node, field);
  else select(edge === undefined ? {} : { edges: [edge] });
}
