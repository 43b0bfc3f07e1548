import { SegmentedControl, Skeleton, Table, Text } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { Metric, Usage } from "~/api/shapes";
import { useFilters } from "~/lib/filters";
import { Section } from "~/ui/section";
import { METRICS } from "./metrics";
import { lastMonths, type MonthAmount } from "./months";

export type HistorySectionProps = { usage: Usage };

/** What is used up month by month; what is merely there has no past. */
const SHOWN: readonly Metric[] = ["executions", "cpu_seconds", "api_calls"];

const MonthChart = lazy(() =>
  import("./month-chart").then(
    (found) => ({ default: found.MonthChart }),
    () => ({ default: NoChart }),
  ),
);

/** The last twelve months, as a picture and as a table. */
export function HistorySection({ usage }: HistorySectionProps) {
  const [address, change] = useFilters();
  const metric = SHOWN.find((each) => each === address.history) ?? "executions";
  const { label, format } = METRICS[metric];
  const months = lastMonths(usage.history, metric, new Date());
  return (
    <Section
      title="The last twelve months"
      actions={
        <SegmentedControl
          aria-label="What to show"
          value={metric}
          onChange={(history) => change({ history: history === "executions" ? undefined : history })}
          data={SHOWN.map((each) => ({ value: each, label: METRICS[each].label }))}
        />
      }
    >
      {months.every(({ amount }) => amount === 0) ? (
        <Text c="dimmed" size="sm">
          Nothing was used yet.
        </Text>
      ) : (
        <Suspense fallback={<Skeleton h={200} />}>
          <MonthChart name={label} months={months} format={format} />
        </Suspense>
      )}
      <details>
        <summary>As a table</summary>
        <MonthTable label={label} months={months} format={format} />
      </details>
    </Section>
  );
}

type MonthTableProps = {
  label: string;
  months: readonly MonthAmount[];
  format: (amount: number) => string;
};

function MonthTable({ label, months, format }: MonthTableProps) {
  return (
    <Table mt="xs" maw={420}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Month</Table.Th>
          <Table.Th scope="col" ta="right">
            {label}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {months.toReversed().map(({ month, label: name, amount }) => (
          <Table.Tr key={month}>
            <Table.Th scope="row">{name}</Table.Th>
            <Table.Td ta="right">{format(amount)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** The table is there even when the picture cannot be fetched. */
function NoChart() {
  return (
    <Text c="dimmed" size="sm">
      The picture could not be loaded. The table says the same.
    </Text>
  );
}
