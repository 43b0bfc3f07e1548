import { Button, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Decision } from "~/api/queries/steering";
import { ProblemAlert } from "~/ui/problem-alert";
import { useRun, useStores } from "../context";
import { decide } from "./again";
import { JsonInput } from "./json-input";
import type { JsonText } from "./json-text";

type Choice = Decision["decision"];

/** Says what became of an effect that nobody recorded: it happened, it did not, or it failed. */
export function DecideForm() {
  const { run } = useStores();
  const nodes = useRun((state) => state.nodes);
  const open = [...nodes].find(([, each]) => each.status === "waiting");
  const [choice, setChoice] = useState<string>("repeat");
  const [value, setValue] = useState<JsonText>({ isValid: true, value: undefined });
  const [message, setMessage] = useState("");
  const [problem, setProblem] = useState<unknown>(null);
  const decision = decisionOf(choice, value, message);
  const seq = open?.[1].seq ?? null;
  const send = async () => {
    if (decision === null || seq === null) return;
    setProblem(null);
    await decide(run, seq, decision).catch(setProblem);
  };
  return (
    <Stack gap="xs">
      {open && <Text size="sm">The node is {open[0]}.</Text>}
      <Radio.Group label="What is true?" value={choice} onChange={setChoice} size="xs">
        <Stack gap={6} mt={4}>
          <Radio size="xs" value={choices.repeat} label="It has not happened: do it again" />
          <Radio size="xs" value={choices.succeeded} label="It has happened, and gave this" />
          <Radio size="xs" value={choices.fail} label="It has failed" />
        </Stack>
      </Radio.Group>
      {choice === "succeeded" && (
        <JsonInput label="What it gave" initial={undefined} onChange={setValue} minLines={2} />
      )}
      {choice === "fail" && (
        <TextInput
          size="xs"
          label="What went wrong"
          value={message}
          onChange={(event) => setMessage(event.currentTarget.value)}
        />
      )}
      {problem !== null && <ProblemAlert error={problem} />}
      <Button size="xs" disabled={decision === null || seq === null} onClick={() => void send()}>
        Decide
      </Button>
    </Stack>
  );
}

const choices: Readonly<Record<Choice, Choice>> = { repeat: "repeat", succeeded: "succeeded", fail: "fail" };

function decisionOf(choice: string, value: JsonText, message: string): Decision | null {
  if (choice === "repeat") return { decision: "repeat" };
  if (choice === "fail") return message.trim() === "" ? null : { decision: "fail", message };
  return value.isValid ? { decision: "succeeded", value: value.value ?? null } : null;
}
