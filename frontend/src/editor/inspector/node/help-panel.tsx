import { Button, Code, Group, Stack, Text, Title } from "@mantine/core";
import type { NodeType, NodeTypeExample } from "~/document/catalogue";
import { setData } from "~/document/commands/nodes";
import type { JsonObject, WorkflowNode } from "~/document/types";
import { notifyDone } from "~/ui/notify";
import { useEditor } from "../../context";
import { brief } from "../../expression/kinds";
import { Prose } from "./prose";

export type HelpPanelProps = { node: WorkflowNode; type: NodeType };

/** What a type of node is for, with examples that can be taken over. */
export function HelpPanel({ node, type }: HelpPanelProps) {
  const canEdit = useEditor((state) => state.canEdit);
  const dispatch = useEditor((state) => state.dispatch);

  function take(params: JsonObject) {
    const label = node.data?.label;
    dispatch(setData(node.id, { ...(label !== undefined && { label }), ...params }));
    notifyDone("The example is in the parameters. Undo brings back what was there.");
  }
  return (
    <Stack gap="md">
      <Prose text={type.help || type.purpose} />
      <Title order={3} size="h4">
        Examples
      </Title>
      {type.examples.length === 0 && (
        <Text size="sm" c="dimmed">
          There are no examples yet.
        </Text>
      )}
      {type.examples.map((example) => (
        <Example
          key={example.title}
          example={example}
          onUse={canEdit ? () => take(example.params) : undefined}
        />
      ))}
    </Stack>
  );
}

type ExampleProps = { example: NodeTypeExample; onUse: (() => void) | undefined };

function Example({ example, onUse }: ExampleProps) {
  const { title, params, inputs = [], out, port, error } = example;
  return (
    <Stack gap={4} component="section" aria-label={title}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={500}>
          {title}
        </Text>
        {onUse && (
          <Button variant="light" size="compact-xs" onClick={onUse} aria-label={`Use this example: ${title}`}>
            Use this example
          </Button>
        )}
      </Group>
      <Code block>{JSON.stringify(params, null, 2)}</Code>
      <Text size="xs" c="dimmed">
        {inputs.length > 0 && <>With {inputs.map((input) => brief(input, 80)).join(" and ")} </>}
        {error ? `it fails with ${error.replaceAll("_", " ")}.` : `it gives ${brief(out ?? null, 80)}`}
        {!error && port ? ` on “${port}”.` : ""}
      </Text>
    </Stack>
  );
}
