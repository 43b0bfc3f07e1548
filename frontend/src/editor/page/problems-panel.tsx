import { ScrollArea, Text, UnstyledButton } from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconHourglass } from "@tabler/icons-react";
import { EmptyState } from "~/ui/empty-state";
import { useEditor, useStores } from "../context";
import { sentenceOf } from "../inspector/field-problems";
import type { EditorState, Problem } from "../state";
import { fieldOf, goToProblem, placeOf } from "./problem-places";
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
    <UnstyledButton className={classes.row} onClick={() => goToProblem(editor, problem)}>
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
