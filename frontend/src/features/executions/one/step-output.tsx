import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type Step, stepOutputQuery } from "~/api/queries/executions";
import { nodePath } from "~/editor/results/path";
import { ValueView } from "~/editor/results/value-view";
import { QueryView } from "~/ui/query-view";
import classes from "./one.module.css";

export type StepOutputProps = { executionId: string; step: Step };

/** What a step gave, whole; what was not kept whole is asked for by itself. */
export function StepOutput({ executionId, step }: StepOutputProps) {
  const whole = useQuery({ ...stepOutputQuery(executionId, step.seq), enabled: step.is_preview });
  const label = `Output of ${step.node_id}`;
  return (
    <Stack gap="xs">
      {step.error && (
        <Text size="sm" dir="auto">
          {step.error.message} <code>{step.error.code}</code>
        </Text>
      )}
      {step.is_preview ? (
        <QueryView query={whole}>
          {({ output, is_preview }) => (
            <>
              {is_preview && (
                <Text size="xs" c="dimmed">
                  Only the beginning was kept.
                </Text>
              )}
              <div className={classes.value}>
                <ValueView value={output} label={label} base={nodePath(step.node_id)} />
              </div>
            </>
          )}
        </QueryView>
      ) : (
        step.status === "succeeded" && (
          <div className={classes.value}>
            <ValueView value={step.output} label={label} base={nodePath(step.node_id)} />
          </div>
        )
      )}
      {Object.keys(step.meta).length > 0 && (
        <Text size="xs" c="dimmed" className={classes.message} component="div">
          {JSON.stringify(step.meta)}
        </Text>
      )}
    </Stack>
  );
}
