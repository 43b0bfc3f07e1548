import { Textarea } from "@mantine/core";
import type { FieldProps } from "../form/field-props";
import { useField } from "../form/use-field";
import { textOf, typedText } from "./texts";

/** A text of several lines. */
export function LongTextField(props: FieldProps) {
  const field = useField(props);
  return (
    <Textarea
      {...field}
      autosize
      minRows={2}
      maxRows={12}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(typedText(event.currentTarget.value, props))}
    />
  );
}
