import { Text } from "@mantine/core";
import type { Execution } from "~/api/queries/executions";
import { TimeAgo } from "~/ui/time-ago";
import { whatThen, whyItWaits } from "./standing";

export type ReasonToWaitProps = { execution: Pick<Execution, "status" | "waiting_for" | "wake_at"> };

/** Why an execution does not go on, and what happens when. */
export function ReasonToWait({ execution }: ReasonToWaitProps) {
  return (
    <Text size="sm">
      {whyItWaits(execution)}
      {execution.wake_at && (
        <>
          {` ${whatThen(execution)} `}
          <TimeAgo at={execution.wake_at} />.
        </>
      )}
    </Text>
  );
}
