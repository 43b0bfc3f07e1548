import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Execution } from "~/api/queries/executions";
import { sendSignal } from "~/api/queries/steering";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import { JsonInput } from "./json-input";
import type { JsonText } from "./json-text";
import { useExpectedSignal } from "./use-expected-signal";

export type SignalFormProps = { execution: Execution };

/** Sends the signal that an execution waits for. */
export function SignalForm({ execution }: SignalFormProps) {
  const cache = useQueryClient();
  const expected = useExpectedSignal(execution);
  const [typed, setName] = useState<string | null>(null);
  const name = typed ?? expected;
  const [payload, setPayload] = useState<JsonText>({ isValid: true, value: undefined });
  const value = payload.isValid ? (payload.value ?? null) : null;
  const sending = useMutation({
    mutationFn: () => sendSignal(execution.workflow_id, execution.id, { name: name.trim(), payload: value }),
    onSuccess: async () => {
      notifyDone(`The signal “${name.trim()}” was sent.`);
      await cache.invalidateQueries({ queryKey: ["executions", execution.id] });
    },
  });
  return (
    <form
      aria-label="Signal"
      onSubmit={(event) => {
        event.preventDefault();
        sending.mutate();
      }}
    >
      <Stack gap="xs" maw={520}>
        <TextInput
          label="Name of the signal"
          description="As the waiting node says it."
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Text size="sm" fw={500} aria-hidden="true">
          Payload
        </Text>
        <JsonInput label="Payload of the signal" initial={undefined} onChange={setPayload} minLines={2} />
        {sending.error && <ProblemAlert error={sending.error} title="The signal was not sent" />}
        <Button
          type="submit"
          size="xs"
          w="fit-content"
          loading={sending.isPending}
          disabled={name.trim() === "" || !payload.isValid}
        >
          Send signal
        </Button>
      </Stack>
    </form>
  );
}
