import { Button, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { stepsQuery } from "~/api/queries/execution-lists";
import type { Execution } from "~/api/queries/executions";
import { type Decision, decideStep } from "~/api/queries/steering";
import { ProblemAlert } from "~/ui/problem-alert";
import { decisionOf, undecided } from "./decisions";
import { JsonInput } from "./json-input";
import type { JsonText } from "./json-text";

export type DecideFormProps = { execution: Execution };

/** Says what became of an effect that nobody recorded: it happened, it did not, or it failed. */
export function DecideForm({ execution }: DecideFormProps) {
  const cache = useQueryClient();
  const steps = useInfiniteQuery(stepsQuery(execution.id)).data?.pages.flatMap((page) => page.items) ?? [];
  const open = undecided(steps);
  const [picked, setPicked] = useState<string | null>(null);
  const [choice, setChoice] = useState("");
  const [value, setValue] = useState<JsonText>({ isValid: true, value: undefined });
  const [message, setMessage] = useState("");
  const step = open.find(({ seq }) => String(seq) === picked) ?? open[0];
  const decision = decisionOf(choice, value, message);
  const deciding = useMutation({
    mutationFn: ({ seq, said }: { seq: number; said: Decision }) =>
      decideStep(execution.workflow_id, execution.id, seq, said),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["executions", execution.id] }),
  });
  return (
    <form
      aria-label="What is true"
      onSubmit={(event) => {
        event.preventDefault();
        if (step && decision) deciding.mutate({ seq: step.seq, said: decision });
      }}
    >
      <Stack gap="sm" maw={520}>
        <Select
          label="Step"
          allowDeselect={false}
          data={open.map(({ seq, node_id, path }) => ({
            value: String(seq),
            label: path ? `${node_id} (run ${path})` : node_id,
          }))}
          value={step ? String(step.seq) : null}
          onChange={setPicked}
        />
        <Radio.Group label="What is true?" value={choice} onChange={setChoice}>
          <Stack gap={6} mt={4}>
            <Radio value="repeat" label="It has not happened: do it again" />
            <Radio value="succeeded" label="It has happened, and gave this" />
            <Radio value="fail" label="It has failed" />
          </Stack>
        </Radio.Group>
        {choice === "succeeded" && (
          <JsonInput label="What it gave" initial={undefined} onChange={setValue} minLines={2} />
        )}
        {choice === "fail" && (
          <TextInput
            label="What went wrong"
            value={message}
            onChange={(event) => setMessage(event.currentTarget.value)}
          />
        )}
        {deciding.error && <ProblemAlert error={deciding.error} title="The decision was not taken" />}
        <Button
          type="submit"
          size="xs"
          w="fit-content"
          loading={deciding.isPending}
          disabled={decision === null || step === undefined}
        >
          Decide
        </Button>
      </Stack>
    </form>
  );
}
