import { Anchor, Badge, Card, Group, Stack, Table, Text } from "@mantine/core";
import type { Diff, FieldChange, NodeRef, Sides } from "~/api/queries/versions";
import { useEditor } from "~/editor/context";
import { edgeText } from "./edge-text";
import { fieldsOf } from "./fields";
import { colourOf, isMoveOnly, KINDS, type Kind } from "./kinds";
import { SideValue } from "./side-value";

export type ChangeListProps = { diff: Diff; onPick: (node: string) => void };

/** Everything that differs, in words: node by node and field by field, before and after. */
export function ChangeList({ diff, onPick }: ChangeListProps) {
  const { nodes, edges } = diff;
  return (
    <Stack gap="sm">
      {diff.document.length > 0 && (
        <Card withBorder padding="sm">
          <Text fw={600}>Workflow</Text>
          <Fields fields={diff.document} />
        </Card>
      )}
      {nodes.changed.map((change) => (
        <NodeCard
          key={keyOf(change.node)}
          node={change.node}
          kind={isMoveOnly(change) ? "moved" : "changed"}
          fields={fieldsOf(change)}
          onPick={onPick}
        />
      ))}
      {nodes.added.map((node) => (
        <NodeCard key={keyOf(node)} node={node} kind="added" onPick={onPick} />
      ))}
      {nodes.removed.map((node) => (
        <NodeCard key={keyOf(node)} node={node} kind="removed" onPick={onPick} />
      ))}
      {nodes.reordered && <Text size="sm">The nodes stand in another order.</Text>}
      <Edges title="Edges added" edges={edges.added.map(edgeText)} />
      <Edges title="Edges removed" edges={edges.removed.map(edgeText)} />
      <Edges title="Edges rerouted" edges={[...edges.rerouted, ...edges.changed].map(reroutedText)} />
    </Stack>
  );
}

type NodeCardProps = {
  node: NodeRef;
  kind: Kind;
  fields?: readonly FieldChange[];
  onPick: (node: string) => void;
};

function NodeCard({ node, kind, fields = [], onPick }: NodeCardProps) {
  const { id } = node;
  const type = useEditor((state) => state.types.get(node.type ?? ""));
  const name = node.label ?? id ?? `Node ${(node.index ?? 0) + 1}`;
  return (
    <Card withBorder padding="sm" component="section" aria-label={`${name}, ${kind}`}>
      <Group gap="xs">
        <Badge color={colourOf(kind)} variant="light" tt="none">
          {KINDS.find((each) => each.kind === kind)?.label}
        </Badge>
        {id === undefined ? (
          <Text fw={600}>{name}</Text>
        ) : (
          <Anchor component="button" fw={600} onClick={() => onPick(id)} aria-label={`Go to ${name}`}>
            {name}
          </Anchor>
        )}
        <Text size="sm" c="dimmed">
          {type?.label ?? node.type}
        </Text>
      </Group>
      <Fields fields={fields} />
    </Card>
  );
}

function Fields({ fields }: { fields: readonly FieldChange[] }) {
  if (fields.length === 0) return null;
  return (
    <Table layout="fixed" mt="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th w="22%">Field</Table.Th>
          <Table.Th>Before</Table.Th>
          <Table.Th>After</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {fields.map(({ path, before, after }) => (
          <Table.Tr key={path.join("/")}>
            <Table.Td>
              <code>{path.join(" › ")}</code>
            </Table.Td>
            <Table.Td>
              <SideValue value={before} />
            </Table.Td>
            <Table.Td>
              <SideValue value={after} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Edges({ title, edges }: { title: string; edges: readonly string[] }) {
  if (edges.length === 0) return null;
  return (
    <Card withBorder padding="sm">
      <Text fw={600}>{title}</Text>
      {edges.map((edge, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: edges have no name of their own, and the list never changes
        <Text size="sm" key={`${at} ${edge}`}>
          {edge}
        </Text>
      ))}
    </Card>
  );
}

function keyOf({ id, index }: NodeRef): string {
  return id ?? `#${index}`;
}

function reroutedText({ before, after }: Sides): string {
  return `${edgeText(before)}, now ${edgeText(after)}`;
}
