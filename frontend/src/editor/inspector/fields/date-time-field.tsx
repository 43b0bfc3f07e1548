import { ActionIcon, Popover, Stack, TextInput } from "@mantine/core";
import { IconCalendarClock } from "@tabler/icons-react";
import { formatExact } from "~/lib/format";
import type { FieldProps } from "../form/field-props";
import { useField } from "../form/use-field";
import { isRealDay } from "./date-field";
import { textOf, typedText } from "./texts";

const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** A point in time as ISO 8601 writes it; a calendar helps. */
export function DateTimeField(props: FieldProps) {
  const text = textOf(props.value);
  const fault = text === "" || isMoment(text) ? null : "Is no point in time, such as 2030-01-31T08:00:00Z.";
  const reading = fault === null && text !== "" ? `${spoken(text)} where you are.` : "";
  const field = useField(props, fault, reading);
  const change = (next: string) => props.onChange(typedText(next, props));
  return (
    <TextInput
      {...field}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      rightSection={
        field.readOnly ? null : (
          <Popover position="bottom-end" shadow="md" trapFocus>
            <Popover.Target>
              <ActionIcon aria-label={`Pick ${props.label}`}>
                <IconCalendarClock size={16} aria-hidden />
              </ActionIcon>
            </Popover.Target>
            <Popover.Dropdown>
              <Stack gap="xs">
                <TextInput
                  type="datetime-local"
                  label="In UTC"
                  value={isMoment(text) ? minuteInUtc(text) : ""}
                  onChange={(event) => change(momentOf(event.currentTarget.value))}
                />
              </Stack>
            </Popover.Dropdown>
          </Popover>
        )
      }
    />
  );
}

function isMoment(text: string): boolean {
  const [, day = ""] = MOMENT.exec(text) ?? [];
  return isRealDay(day) && !Number.isNaN(Date.parse(inUtc(text)));
}

/** Without a zone the time is UTC. */
function inUtc(text: string): string {
  const iso = text.replace(" ", "T");
  return /(Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}Z`;
}

/** "2026-01-01T08:00+05:30" -> "2026-01-01T02:30", as the browser's own field wants it. */
function minuteInUtc(text: string): string {
  return new Date(inUtc(text)).toISOString().slice(0, 16);
}

/** What the browser's own field gives, as a point in time. */
function momentOf(typed: string): string {
  return typed === "" ? "" : `${typed}Z`;
}

function spoken(text: string): string {
  return formatExact(inUtc(text));
}
