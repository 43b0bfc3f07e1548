import { SegmentedControl, Skeleton, Text } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { Chart } from "./chart";
import classes from "./results.module.css";

export type ChartViewProps = { chart: Chart; label: string; kind?: "bar" | "line" | undefined };

const Plot = lazy(async () => {
  const { ChartPlot } = await import("./chart-plot");
  return { default: ChartPlot };
});

const KINDS = [
  { value: "bar", label: "Bars" },
  { value: "line", label: "Lines" },
];

/** Numbers as bars or lines; the drawing is loaded when first needed. */
export function ChartView({ chart, label, kind }: ChartViewProps) {
  const [chosen, setChosen] = useState<string>(kind ?? chart.kind);
  return (
    <div className={classes.chart}>
      <SegmentedControl
        size="xs"
        data={KINDS}
        value={chosen}
        onChange={setChosen}
        aria-label="Kind of chart"
      />
      <Suspense fallback={<Skeleton height={260} />}>
        <Plot chart={chart} isLine={chosen === "line"} label={label} />
      </Suspense>
      {chart.isCut && (
        <Text size="xs" c="dimmed">
          The first {chart.rows.length} rows.
        </Text>
      )}
    </div>
  );
}
