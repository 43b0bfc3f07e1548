import { Button, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Json } from "~/document/types";
import { ProblemAlert } from "~/ui/problem-alert";
import { useEditor, useRun, useStores } from "../context";
import { signal } from "./again";
import { JsonInput } from "./json-input";
import type { JsonText } from "./json-text";

/** Sends the signal that an execution waits for. */
export function SignalForm() {
  const { run } = useStores();
  const expected = useExpectedSignal();
  const [name, setName] = useState(expected);
  const [payload, setPayload] = useState<JsonText>({ isValid: true, value: undefined });
  const [problem, setProblem] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const send = async () => {
    if (!payload.isValid) return;
    setSending(true);
    setProblem(null);
    await signal(run, name, payload.value ?? null).catch(setProblem);
    setSending(false);
  };
  return (
    <Stack gap="xs">
      <TextInput
        size="xs"
        label="Name of the signal"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <JsonInput label="Payload of the signal" initial={undefined} onChange={setPayload} minLines={2} />
      {problem !== null && <ProblemAlert error={problem} />}
      <Button
        size="xs"
        loading={isSending}
        disabled={name === "" || !payload.isValid}
        onClick={() => void send()}
      >
        Send signal
      </Button>
    </Stack>
  );
}

/** What the waiting node says it waits for, when it says it plainly. */
function useExpectedSignal(): string {
  const waiting = useRun((state) => [...state.nodes].find(([, run]) => run.status === "waiting")?.[0]);
  const name = useEditor((state) => state.document.nodes.find((node) => node.id === waiting)?.data?.name);
  return plainText(name);
}

function plainText(value: Json | undefined): string {
  return typeof value === "string" && !value.includes("{{") ? value : "";
}
