import { useInterval } from "@mantine/hooks";
import { useState } from "react";
import { formatExact, formatRelative } from "~/lib/format";

export type TimeAgoProps = { at: string };

/** A moment as people say it, the exact time on hovering. Renews itself every half minute. */
export function TimeAgo({ at }: TimeAgoProps) {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), 30_000, { autoInvoke: true });
  return (
    <time dateTime={at} title={formatExact(at)}>
      {formatRelative(at, now)}
    </time>
  );
}
