import { ScrollArea, Text, UnstyledButton } from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconHourglass } from "@tabler/icons-react";
import { EmptyState } from "~/ui/empty-state";
import { useEditor, useStores } from "../context";
import { sentenceOf } from "../inspector/field-problems";
import type { EditorState, Problem } from "../state";
import { fieldOf, goToProblem, placeOf } from "./problem-places";
import classes from "./problems-panel.module.css";

const MOST_SHOWN = 500;

/** `what`: the document that the problems are of. `goBack`: shows it. */
export type Hidden = { readonly what: string; readonly goBack: () => void };

export type ProblemsPanelProps = { hidden?: Hidden };

/** Everything that is wrong with the document; choosing one goes to its place, also when something else is shown. */
export function ProblemsPanel({ hidden }: ProblemsPanelProps) {
  return (
    <ScrollArea h="100%" type="auto">
      {hidden && (
        <Text size="sm" c="dimmed" p="xs">
          An execution is shown. The problems here are those of {hidden.what}.
        </Text>
      )}
      <ProblemList onGo={hidden?.goBack} />
    </ScrollArea>
  );
}

function ProblemList({ onGo }: { onGo: (() => void) | undefined }) {
  const problems = useEditor((state) => state.problems);
  const check = useEditor((state) => state.check);
  if (problems.length === 0) return <NoProblems check={check} />;
  return (
    <>
      <ul className={classes.list} aria-label="Problems">
        {problems.slice(0, MOST_SHOWN).map((problem) => (
          <li key={JSON.stringify(problem)}>
            <ProblemRow problem={problem} onGo={onGo} />
          </li>
        ))}
      </ul>
      {problems.length > MOST_SHOWN && (
        <Text size="sm" c="dimmed" p="xs">
          And {problems.length - MOST_SHOWN} more.
        </Text>
      )}
    </>
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

function ProblemRow({ problem, onGo }: { problem: Problem; onGo: (() => void) | undefined }) {
  const { editor } = useStores();
  const place = placeOf(problem, editor.getState());
  const field = fieldOf(problem, editor.getState());
  const isError = problem.severity === "problem";
  const go = () => {
    onGo?.();
    goToProblem(editor, problem);
  };
  return (
    <UnstyledButton className={classes.row} onClick={go}>
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
