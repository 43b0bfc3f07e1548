import { SimpleGrid, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { figuresQuery } from "~/api/queries/usage";
import type { Figures } from "~/api/shapes";
import { formatCount, formatDuration, plural } from "~/lib/format";
import { QueryView } from "~/ui/query-view";
import { Section } from "~/ui/section";

type Figure = { label: string; value: string; about?: string };

/** How executions fare: how many, how long, how well. */
export function FiguresSection() {
  const query = useQuery(figuresQuery());
  return (
    <Section title="Executions in numbers" about="Of this month, in UTC.">
      <QueryView query={query}>
        {(figures) => (
          <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} component="dl" m={0}>
            {figuresOf(figures).map(({ label, value, about }) => (
              <div key={label}>
                <Text component="dt" size="sm" c="dimmed">
                  {label}
                </Text>
                <Text component="dd" m={0} fw={650} size="xl">
                  {value}
                </Text>
                {about && (
                  <Text component="dd" m={0} size="xs" c="dimmed">
                    {about}
                  </Text>
                )}
              </div>
            ))}
          </SimpleGrid>
        )}
      </QueryView>
    </Section>
  );
}

function figuresOf({ executions_today, executions_this_month, success_rate, durations }: Figures): Figure[] {
  const month = total(executions_this_month);
  const { succeeded, failed, running, queued, waiting } = executions_this_month;
  return [
    {
      label: "Started this month",
      value: formatCount(month),
      about: `${formatCount(total(executions_today))} today, ${formatCount(running + queued + waiting)} under way`,
    },
    {
      label: "Succeeded",
      value: success_rate === null ? "–" : formatShare(success_rate),
      about:
        success_rate === null
          ? "None has ended yet."
          : `${formatCount(succeeded)} of ${formatCount(succeeded + failed)} that ended by themselves`,
    },
    {
      label: "Median duration",
      value: durations ? formatDuration(durations.p50_ms) : "–",
      about: durations ? `p50 of ${plural(durations.sample, "execution")}` : "None has ended yet.",
    },
    {
      label: "95% end within",
      value: durations ? formatDuration(durations.p95_ms) : "–",
      about: durations ? `p95; ${formatDuration(durations.average_ms)} on average` : "None has ended yet.",
    },
  ];
}

function total(counts: Figures["executions_today"]): number {
  return Object.values(counts).reduce((sum, each) => sum + each, 0);
}

function formatShare(share: number): string {
  const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
  return percent.format(share);
}
