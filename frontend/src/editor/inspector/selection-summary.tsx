import { Button, Group, List, Stack, Text, Title } from "@mantine/core";
import { IconCopy, IconTrash } from "@tabler/icons-react";
import { nodeById } from "~/document/lookup";
import { nodeTypeOf } from "~/document/node-types";
import { duplicateSelection } from "../canvas/doing/clipboard";
import { deleteSelection, partsOf } from "../canvas/doing/remove";
import { useEditor, useStores } from "../context";
import type { EditorState, Selection } from "../state";

export type SelectionSummaryProps = { selection: Selection };

/** What is selected when it is more than one thing, and what can be done with all of it. */
export function SelectionSummary({ selection }: SelectionSummaryProps) {
  const stores = useStores();
  const canEdit = useEditor((state) => state.canEdit);
  const { nodes, edges, notes } = selection;
  const counts = countsByType(stores.editor.getState(), nodes);
  const title = partsOf(nodes.size, edges.size, notes.size);
  return (
    <Stack gap="md">
      <Title order={2} size="h3">
        {title.join(" and ")} selected
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
              onClick={() => duplicateSelection(stores)}
            >
              Duplicate
            </Button>
          )}
          <Button
            variant="default"
            size="xs"
            color="red"
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => deleteSelection(stores)}
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
