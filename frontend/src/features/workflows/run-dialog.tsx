import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { templateInputsQuery } from "~/api/queries/executions";
import { startExecution } from "~/api/queries/steering";
import type { WorkflowItem } from "~/api/shapes";
import { parseText } from "~/document/open/text";
import type { Json } from "~/document/types";
import { randomId } from "~/lib/random-id";
import { ProblemAlert } from "~/ui/problem-alert";

export type RunDialogProps = { item: WorkflowItem; onClose: () => void };

/** Starts an execution with an input, and shows it on the canvas. Begins with the input of a template of that name. */
export function RunDialog({ item, onClose }: RunDialogProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const templates = useQuery(templateInputsQuery()).data;
  const example = templates?.find(({ name, input }) => name === item.name && input !== undefined)?.input;
  const text = typed ?? (example === undefined ? "" : JSON.stringify(example, null, 2));
  const [key] = useState(() => randomId());
  const [fault, setFault] = useState<string | null>(null);
  const navigate = useNavigate();
  const cache = useQueryClient();
  const isDraft = item.version === null;
  const starting = useMutation({
    mutationFn: (input: Json | undefined) =>
      startExecution(item.id, { draft: isDraft, ...(input !== undefined && { input }) }, key),
    onSuccess: async (execution) => {
      void cache.invalidateQueries({ queryKey: ["workflows"] });
      await navigate({
        to: "/workflows/$workflowId",
        params: { workflowId: item.id },
        search: { execution: execution.id },
      });
    },
  });

  function run() {
    const parsed = parseText(text);
    if (text.trim() === "") starting.mutate(undefined);
    else if (parsed.ok) starting.mutate(parsed.json);
    else setFault(`Line ${parsed.problem.line}: ${parsed.problem.message}`);
  }

  return (
    <Modal opened onClose={onClose} title={`Run ${item.name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <Stack>
          <Text size="sm">
            {isDraft ? "Nothing is published yet, so the draft runs." : `Version ${item.version} runs.`}
          </Text>
          <Textarea
            label="Input"
            description="JSON; may be left empty."
            placeholder='{"orders": []}'
            autosize
            minRows={4}
            maxRows={14}
            data-autofocus
            value={text}
            error={fault}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setFault(null);
            }}
          />
          {starting.error && <ProblemAlert error={starting.error} title="The execution was not started" />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={starting.isPending}>
              Run
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
