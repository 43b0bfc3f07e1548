import { Button, Group, List, Stack, Text, Title } from "@mantine/core";
import { IconCopy, IconTrash } from "@tabler/icons-react";
import { batch } from "~/document/commands/command";
import { disconnect } from "~/document/commands/edges";
import { removeNodes } from "~/document/commands/nodes";
import { nodeById } from "~/document/lookup";
import { nodeTypeOf } from "~/document/node-types";
import { duplicate, idsAdded } from "~/document/pasting";
import { plural } from "~/lib/format";
import { useEditor, useStores } from "../context";
import type { EditorState, Selection } from "../state";

export type SelectionSummaryProps = { selection: Selection };

/** What is selected when it is more than one thing, and what can be done with all of it. */
export function SelectionSummary({ selection }: SelectionSummaryProps) {
  const { editor } = useStores();
  const canEdit = useEditor((state) => state.canEdit);
  const { nodes, edges } = selection;
  const counts = countsByType(editor.getState(), nodes);
  const title = [nodes.size > 0 && plural(nodes.size, "node"), edges.size > 0 && plural(edges.size, "edge")];
  return (
    <Stack gap="md">
      <Title order={2} size="h3">
        {title.filter(Boolean).join(" and ")} selected
      </Title>
      <List size="sm">
        {counts.map(([label, count]) => (
          <List.Item key={label}>{count === 1 ? label : `${label} × ${count}`}</List.Item>
        ))}
      </List>
      {canEdit ? (
        <Group gap="sm">
          {nodes.size > 0 && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconCopy size={14} aria-hidden />}
              onClick={() => duplicateAll(editor.getState(), nodes)}
            >
              Duplicate
            </Button>
          )}
          <Button
            variant="default"
            size="xs"
            color="red"
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => removeAll(editor.getState(), selection)}
          >
            Delete
          </Button>
        </Group>
      ) : (
        <Text size="sm" c="dimmed">
          You can look at this workflow, but not change it.
        </Text>
      )}
    </Stack>
  );
}

function countsByType(
  { document, catalogue }: EditorState,
  ids: ReadonlySet<string>,
): readonly [string, number][] {
  const counts = new Map<string, number>();
  for (const id of ids) {
    const node = nodeById(document, id);
    const label = (node && nodeTypeOf(catalogue, node)?.label) ?? "Unknown type";
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].toSorted(([, one], [, other]) => other - one);
}

function duplicateAll(
  { document, catalogue, dispatch, select }: EditorState,
  ids: ReadonlySet<string>,
): void {
  const command = duplicate(document, catalogue, [...ids]);
  dispatch(command);
  select({ nodes: idsAdded(command) });
}

function removeAll({ dispatch }: EditorState, { nodes, edges }: Selection): void {
  const commands = [
    ...(edges.size > 0 ? [disconnect([...edges])] : []),
    ...(nodes.size > 0 ? [removeNodes([...nodes])] : []),
  ];
  dispatch(batch(commands));
}
