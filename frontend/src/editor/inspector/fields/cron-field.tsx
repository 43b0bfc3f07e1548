import { Stack, TextInput } from "@mantine/core";
import type { FieldProps } from "../form/field-props";
import { useField } from "../form/use-field";
import { NextTimes } from "./next-times";
import { PresetMenu } from "./preset-menu";
import { textOf, typedText } from "./texts";

const PRESETS = [
  { value: "* * * * *", label: "Every minute" },
  { value: "*/15 * * * *", label: "Every 15 minutes" },
  { value: "0 * * * *", label: "Every hour" },
  { value: "0 9 * * *", label: "Every day at 9:00" },
  { value: "0 9 * * 1-5", label: "Monday to Friday at 9:00" },
  { value: "0 9 * * 1", label: "Every Monday at 9:00" },
  { value: "0 0 1 * *", label: "On the first of every month" },
  { value: "30 2 * * *", label: "Every night at 2:30" },
];

/** A timetable, and when it comes next. */
export function CronField(props: FieldProps) {
  const field = useField(props);
  const text = textOf(props.value);
  return (
    <Stack gap={4}>
      <TextInput
        {...field}
        value={text}
        onChange={(event) => props.onChange(typedText(event.currentTarget.value, props))}
        rightSection={
          field.readOnly ? null : (
            <PresetMenu
              label={`Usual values for ${props.label}`}
              presets={PRESETS}
              onChoose={props.onChange}
            />
          )
        }
      />
      {text.trim() !== "" && <NextTimes cron={text} />}
    </Stack>
  );
}
