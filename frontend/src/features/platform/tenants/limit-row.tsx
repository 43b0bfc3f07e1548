import { NumberInput, Select, Stack, Table, Text } from "@mantine/core";
import type { UsageEntry } from "~/api/shapes";
import type { Own } from "./own-limits";
import { METRICS } from "./words";

export type LimitRowProps = {
  entry: UsageEntry;
  ofPlan: number | null | undefined;
  own: Own;
  onChange: (own: Own) => void;
};

/** One limit of a tenant. */
export function LimitRow({ entry, ofPlan, own, onChange }: LimitRowProps) {
  const { label, unit, format } = METRICS[entry.metric];
  const choices = [
    { value: "plan", label: `As the plan: ${ofPlan == null ? "no limit" : format(ofPlan)}` },
    { value: "own", label: "A limit of its own" },
    { value: "none", label: "No limit" },
  ] as const;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {label}
      </Table.Th>
      <Table.Td c={entry.state === "ok" ? undefined : "red"}>
        {format(entry.used)}
        {entry.state !== "ok" && (
          <Text size="xs">{entry.state === "exceeded" ? "Nothing is left" : "Little is left"}</Text>
        )}
      </Table.Td>
      <Table.Td w={260}>
        <Stack gap={6}>
          <Select
            aria-label={`Limit: ${label}`}
            size="xs"
            data={[...choices]}
            allowDeselect={false}
            value={own.mode}
            onChange={(value) => {
              const mode = choices.find((each) => each.value === value)?.value;
              if (mode) onChange({ ...own, mode });
            }}
          />
          {own.mode === "own" && (
            <NumberInput
              size="xs"
              aria-label={`Own limit: ${label}`}
              min={0}
              max={Number.MAX_SAFE_INTEGER}
              allowDecimal={false}
              thousandSeparator
              suffix={unit ? ` ${unit}` : undefined}
              description={own.amount !== undefined && unit ? format(own.amount) : undefined}
              value={own.amount ?? ""}
              onChange={(value) =>
                onChange({ ...own, amount: typeof value === "number" ? value : undefined })
              }
            />
          )}
        </Stack>
      </Table.Td>
    </Table.Tr>
  );
}
