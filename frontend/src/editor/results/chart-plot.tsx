import "@mantine/charts/styles.css";
import { BarChart, LineChart } from "@mantine/charts";
import type { Chart } from "./chart";

export type ChartPlotProps = { chart: Chart; isLine: boolean; label: string };

const COLOURS = ["teal.6", "violet.6", "orange.6", "blue.6", "pink.6"];

/** The drawing itself. The same numbers are in the table and in the JSON. */
export function ChartPlot({ chart, isLine, label }: ChartPlotProps) {
  const series = chart.series.map((name, at) => ({ name, color: COLOURS[at % COLOURS.length] ?? "gray" }));
  const rows = chart.rows.map((row) => ({ ...row }));
  const shared = { h: 260, data: rows, dataKey: "label", series, withLegend: series.length > 1 };
  return (
    <div role="img" aria-label={`${label}: ${chart.series.join(", ")} of ${rows.length} rows`}>
      {isLine ? (
        <LineChart {...shared} curveType="linear" withDots={rows.length <= 60} />
      ) : (
        <BarChart {...shared} />
      )}
    </div>
  );
}
