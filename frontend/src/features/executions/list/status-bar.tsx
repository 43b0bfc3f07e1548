import { Skeleton, Text, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { executionCountsQuery, type ListFilters, STATUSES } from "~/api/queries/execution-lists";
import { useFilters } from "~/lib/filters";
import { formatCount } from "~/lib/format";
import { STATUS_WORDS } from "../words";
import classes from "./status-bar.module.css";

export type StatusBarProps = { filters: ListFilters };

/** How many executions there are of each status; each part shows only those. */
export function StatusBar({ filters }: StatusBarProps) {
  const [address, change] = useFilters();
  const counts = useQuery(executionCountsQuery(filters));
  if (counts.data === undefined) return counts.error ? null : <Skeleton height={44} radius="md" />;
  const of = new Map(counts.data.map(({ status, count }) => [status, count]));
  return (
    <fieldset className={classes.bar} aria-label="Executions by status">
      {STATUSES.map((status) => {
        const count = of.get(status) ?? 0;
        const isChosen = address.status === status;
        return (
          <UnstyledButton
            key={status}
            className={classes.part}
            data-status={status}
            aria-pressed={isChosen}
            style={{ flexGrow: count === 0 ? 0 : 1 + Math.log10(count) }}
            onClick={() => change({ status: isChosen ? undefined : status })}
          >
            <Text span size="sm">
              {STATUS_WORDS[status]}
            </Text>
            <Text span size="sm" fw={650} className={classes.count}>
              {formatCount(count)}
            </Text>
          </UnstyledButton>
        );
      })}
    </fieldset>
  );
}
