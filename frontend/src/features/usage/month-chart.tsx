import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import type { MonthAmount } from "./months";

export type MonthChartProps = {
  name: string;
  months: readonly MonthAmount[];
  format: (amount: number) => string;
};

/** Twelve months as bars. A picture only: the table says the same in words. */
export function MonthChart({ name, months, format }: MonthChartProps) {
  return (
    <div aria-hidden="true">
      <BarChart
        h={200}
        data={months.map(({ label, amount }) => ({ label, amount }))}
        dataKey="label"
        series={[{ name: "amount", label: name, color: "teal.7" }]}
        valueFormatter={format}
        tickLine="none"
        gridAxis="x"
        yAxisProps={{ width: 72, allowDecimals: false }}
        barProps={{ isAnimationActive: false, radius: [3, 3, 0, 0] }}
        barChartProps={{ accessibilityLayer: false, margin: { top: 12 } }}
      />
    </div>
  );
}
