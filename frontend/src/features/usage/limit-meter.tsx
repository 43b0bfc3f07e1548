import { Badge, Group, Progress, Stack, Text } from "@mantine/core";
import type { UsageEntry } from "~/api/shapes";
import { amountText, fullText, METRICS } from "./metrics";

export type LimitMeterProps = { entry: UsageEntry };

const COLOURS = { ok: "teal", warning: "orange", exceeded: "red" } as const;
const WORDS = { ok: null, warning: "Nearly full", exceeded: "Full" } as const;

/** How much of one limit is used, in words and as a bar, and what happens when nothing is left. */
export function LimitMeter({ entry }: LimitMeterProps) {
  const { metric, share, state, limit } = entry;
  const { label } = METRICS[metric];
  const percent = Math.min(100, (share ?? 0) * 100);
  return (
    <Stack gap={6} component="li">
      <Group justify="space-between" gap="xs">
        <Text fw={600}>{label}</Text>
        {WORDS[state] && (
          <Badge color={COLOURS[state]} variant="light" tt="none">
            {WORDS[state]}
          </Badge>
        )}
      </Group>
      {limit !== null && (
        <Progress.Root size="md">
          <Progress.Section
            value={percent}
            color={COLOURS[state]}
            aria-label={`${label}: ${amountText(entry)}`}
            withAria={false}
            role="meter"
            aria-valuenow={Math.round(percent)}
            aria-valuemin={0}
            aria-valuemax={100}
          />
        </Progress.Root>
      )}
      <Text size="sm">{amountText(entry)}</Text>
      {limit !== null && (
        <Text size="xs" c="dimmed">
          {fullText(entry)}
        </Text>
      )}
    </Stack>
  );
}
