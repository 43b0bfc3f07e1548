import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { templateInputsQuery } from "~/api/queries/executions";
import type { Json } from "~/document/types";
import { useEditor, useRun, useStores } from "../context";
import { useRunDetails } from "./details";
import { exampleFrom } from "./example-input";
import { JsonInput } from "./json-input";
import type { JsonText } from "./json-text";
import { useWhyNotRun } from "./why-not-run";

export type InputDialogProps = { onClose: () => void };

/** The input that executions by hand are given, as JSON. It is remembered in this browser. */
export function InputDialog({ onClose }: InputDialogProps) {
  const { run } = useStores();
  const kept = useRun((state) => state.input);
  const settings = useEditor((state) => state.document.settings);
  const isNotKept = useRunDetails((details) => details.isNotKept);
  const example = useExampleInput();
  const whyNot = useWhyNotRun();
  const [draft, setDraft] = useState<{ initial: Json | undefined; at: number }>({ initial: kept, at: 0 });
  const [read, setRead] = useState<JsonText>({ isValid: true, value: kept });
  const replace = (value: Json | undefined) => {
    setDraft(({ at }) => ({ initial: value, at: at + 1 }));
    setRead({ isValid: true, value });
  };
  const save = () => {
    if (read.isValid) run.getState().setInput(read.value);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Input of executions" size="lg">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          Executions that you start here get this input. It stays in this browser. Empty: no input.
        </Text>
        {settings?.durability === "ephemeral" && (
          <Alert color="blue" title="This workflow is ephemeral">
            What you start here is recorded, so that you can look at it. What its webhooks start leaves
            nothing behind.
          </Alert>
        )}
        <JsonInput key={draft.at} label="Input" initial={draft.initial} onChange={setRead} minLines={10} />
        {isNotKept && (
          <Text size="sm" c="orange">
            This is too large to be kept: it is gone when you leave this page.
          </Text>
        )}
        {whyNot !== undefined && (
          <Text size="sm" c="dimmed" ta="end" id="why-not-run">
            {whyNot}
          </Text>
        )}
        <Group justify="space-between">
          <Group gap="xs">
            <Button variant="default" disabled={example === undefined} onClick={() => replace(example)}>
              Use the example's input
            </Button>
            <Button variant="subtle" onClick={() => replace(undefined)}>
              Clear
            </Button>
          </Group>
          <Group gap="xs">
            <Button variant="default" disabled={!read.isValid} onClick={save}>
              Keep
            </Button>
            <Button
              disabled={!read.isValid || whyNot !== undefined}
              aria-describedby={whyNot === undefined ? undefined : "why-not-run"}
              onClick={() => {
                save();
                void run.getState().start();
              }}
            >
              Keep and run
            </Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Of the template that this workflow was made from, else of the schema of its input. */
function useExampleInput(): Json | undefined {
  const document = useEditor((state) => state.document);
  const { data } = useQuery(templateInputsQuery());
  const ids = document.nodes.map((node) => node.id).join(" ");
  const template = data?.find(
    (each) => each.input !== undefined && (each.name === document.name || each.nodes === ids),
  );
  return template?.input ?? exampleFrom(document.settings?.input_schema);
}
