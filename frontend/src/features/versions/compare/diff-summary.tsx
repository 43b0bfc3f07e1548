import { Alert, Badge, Group, Text } from "@mantine/core";
import { IconArrowsMove, IconEqual } from "@tabler/icons-react";
import type { Diff } from "~/api/queries/versions";
import { plural } from "~/lib/format";
import { KINDS, kindsOf } from "./kinds";

export type DiffSummaryProps = { diff: Diff };

/** How much is different, in a line. */
export function DiffSummary({ diff }: DiffSummaryProps) {
  if (diff.is_empty)
    return (
      <Alert color="gray" icon={<IconEqual aria-hidden />} title="Both say the same">
        Nothing differs.
      </Alert>
    );
  const kinds = [...kindsOf(diff).values()];
  const edges = diff.edges.added.length + diff.edges.removed.length + diff.edges.rerouted.length;
  return (
    <>
      {diff.is_layout_only && (
        <Alert color="gray" icon={<IconArrowsMove aria-hidden />} title="Only the layout differs">
          Nodes were moved. What the workflow does is the same.
        </Alert>
      )}
      <Group gap="xs" aria-label="Summary">
        {KINDS.map(({ kind, label, colour }) => {
          const count = kinds.filter((each) => each === kind).length;
          return (
            count > 0 && (
              <Badge key={kind} color={colour} variant="light" tt="none">
                {plural(count, "node")} {label.toLowerCase()}
              </Badge>
            )
          );
        })}
        {edges > 0 && (
          <Badge color="gray" variant="light" tt="none">
            {plural(edges, "edge")} different
          </Badge>
        )}
        {diff.document.length > 0 && <Text size="sm">The workflow's own settings differ.</Text>}
      </Group>
    </>
  );
}
