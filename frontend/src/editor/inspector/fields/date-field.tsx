import { TextInput } from "@mantine/core";
import type { FieldProps } from "../form/field-props";
import { useField } from "../form/use-field";
import { textOf, typedText } from "./texts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A calendar day. What is none is shown as it is written. */
export function DateField(props: FieldProps) {
  const text = textOf(props.value);
  const isDay = text === "" || isRealDay(text);
  const field = useField(props, isDay ? null : "Is no day, such as 2030-01-31.");
  return (
    <TextInput
      {...field}
      type={isDay ? "date" : "text"}
      value={text}
      onChange={(event) => props.onChange(typedText(event.currentTarget.value, props))}
    />
  );
}

/** "2030-02-30" is none. */
export function isRealDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
