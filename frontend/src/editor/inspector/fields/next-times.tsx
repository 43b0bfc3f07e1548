import { List, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { isProblem } from "~/api/problem";
import { timetableQuery } from "~/api/queries/timetable";
import { type FormState, useForm } from "../form/form-context";
import { textOf } from "./texts";

export type NextTimesProps = { cron: string };

/** The next five times of a timetable, in the time zone that the form says. */
export function NextTimes({ cron }: NextTimesProps) {
  const timeZone = timeZoneOf(useForm());
  const [asked] = useDebouncedValue(cron.trim(), 300);
  const times = useQuery({ ...timetableQuery({ cron: asked, timeZone }), placeholderData: keepPreviousData });
  if (times.isError)
    return (
      <Text size="xs" c="red" role="status">
        {isProblem(times.error) ? messageOf(times.error) : "The next times are not known."}
      </Text>
    );
  if (!times.data) return null;
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short", timeZone });
  return (
    <section aria-label="Next times">
      <Text size="xs" c="dimmed">
        Next times ({timeZone})
      </Text>
      <List size="xs" listStyleType="none" spacing={0}>
        {times.data.map((time) => (
          <List.Item key={time}>
            <time dateTime={time}>{format.format(new Date(time))}</time>
          </List.Item>
        ))}
      </List>
      {times.data.length === 0 && <Text size="xs">It never comes.</Text>}
    </section>
  );
}

/** The value of the form's field for a time zone. */
function timeZoneOf({ root, values }: FormState): string {
  const found = Object.entries(root.properties ?? {}).find(([, schema]) => schema.format === "time-zone");
  if (!found) return "UTC";
  const [name, schema] = found;
  return textOf(values[name] ?? schema.default) || "UTC";
}

function messageOf(problem: { message: string; errors: readonly { message: string }[] }): string {
  return problem.errors[0]?.message ?? problem.message;
}
