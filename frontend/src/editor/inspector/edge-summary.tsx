import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { disconnect } from "~/document/commands/edges";
import { edgeById, nodeById } from "~/document/lookup";
import { nodeTypeOf, titleOf } from "~/document/node-types";
import { portOf, shownPorts } from "~/document/ports";
import { useEditor } from "../context";

export type EdgeSummaryProps = { id: string };

/** An edge: where it leads from and to, and on which port it starts. */
export function EdgeSummary({ id }: EdgeSummaryProps) {
  const document = useEditor((state) => state.document);
  const catalogue = useEditor((state) => state.catalogue);
  const canEdit = useEditor((state) => state.canEdit);
  const { dispatch, goTo } = useActions();
  const edge = edgeById(document, id);
  const source = edge && nodeById(document, edge.source);
  const target = edge && nodeById(document, edge.target);
  if (!edge || !source || !target) return null;
  const name = portOf(nodeTypeOf(catalogue, source), edge);
  const port = shownPorts(document, catalogue, source.id).find((each) => each.name === name);
  return (
    <Stack gap="md">
      <Title order={2} size="h3">
        Edge
      </Title>
      <Text size="sm">
        What leaves <strong>{titleOf(catalogue, source)}</strong> on “{port?.label ?? name}” goes to{" "}
        <strong>{titleOf(catalogue, target)}</strong>.
      </Text>
      <Group gap="sm">
        <Button variant="default" size="xs" onClick={() => goTo(source.id)}>
          Go to start
        </Button>
        <Button variant="default" size="xs" onClick={() => goTo(target.id)}>
          Go to end
        </Button>
        {canEdit && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => dispatch(disconnect([id]))}
          >
            Delete edge
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function useActions() {
  const dispatch = useEditor((state) => state.dispatch);
  const goTo = useEditor((state) => state.goTo);
  return { dispatch, goTo };
}
