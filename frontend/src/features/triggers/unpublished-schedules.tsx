import { Alert, List } from "@mantine/core";
import { IconClockPause } from "@tabler/icons-react";
import type { Schedule } from "~/api/shapes";
import { titleOf } from "~/document/node-types";
import { useEditor } from "~/editor/context";
import { timedNodes } from "./trigger-nodes";

export type UnpublishedSchedulesProps = { schedules: readonly Schedule[] };

/** Timetables that are drawn and not published, so that nothing starts yet. */
export function UnpublishedSchedules({ schedules }: UnpublishedSchedulesProps) {
  const document = useEditor((state) => state.document);
  const catalogue = useEditor((state) => state.catalogue);
  const published = new Set(schedules.map((each) => each.node_id));
  const waiting = timedNodes(document, catalogue).filter((node) => !published.has(node.id));
  if (waiting.length === 0) return null;
  return (
    <Alert color="blue" icon={<IconClockPause aria-hidden />} title="Not published yet">
      These schedules start executions after you publish:
      <List size="sm">
        {waiting.map((node) => (
          <List.Item key={node.id}>{titleOf(catalogue, node)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
