import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { activeExecutionsQuery } from "~/api/queries/executions";

/** Why a queued execution has not begun, as far as one may know. */
export function QueuedReason() {
  const { data: active } = useQuery(activeExecutionsQuery());
  const isFull = active?.limit != null && active.used >= active.limit;
  return (
    <Text size="sm">
      {isFull
        ? `Your tenant has ${active.used} active executions, as many as it may. This one begins when another ends.`
        : "It waits for a free worker, or for a place among the active executions."}
    </Text>
  );
}
