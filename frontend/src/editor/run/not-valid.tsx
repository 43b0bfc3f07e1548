import { Stack, Text, UnstyledButton } from "@mantine/core";
import { useEditor, useStores } from "../context";
import { sentenceOf } from "../inspector/field-problems";
import { goToProblem, placeOf } from "../page/problem-places";
import classes from "./run.module.css";

export type NotValidProps = { onGo: () => void };

const MOST_SHOWN = 5;

/** What has to be put right before the workflow can be executed; choosing one goes to its place. */
export function NotValid({ onGo }: NotValidProps) {
  const { editor } = useStores();
  const problems = useEditor((state) => state.problems).filter(({ severity }) => severity === "problem");
  return (
    <Stack gap="xs">
      <Text size="sm">
        {problems.length === 0
          ? "What was in the way is put right. Run it again."
          : "Put this right first. Choose a problem to go there."}
      </Text>
      <ul className={classes.problems} aria-label="Problems in the way">
        {problems.slice(0, MOST_SHOWN).map((problem) => (
          <li key={JSON.stringify(problem)}>
            <UnstyledButton
              className={classes.problem}
              onClick={() => {
                goToProblem(editor, problem);
                onGo();
              }}
            >
              <strong>{placeOf(problem, editor.getState())}</strong>: {sentenceOf(problem)}
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {problems.length > MOST_SHOWN && (
        <Text size="sm" c="dimmed">
          And {problems.length - MOST_SHOWN} more, below the canvas.
        </Text>
      )}
    </Stack>
  );
}
