import { TextInput } from "@mantine/core";
import type { FieldProps } from "../form/field-props";
import { useField } from "../form/use-field";
import { textOf, typedText } from "./texts";
import { unitOf } from "./unit";

/** One line of text. */
export function TextField(props: FieldProps) {
  const field = useField(props);
  return (
    <TextInput
      {...field}
      {...unitOf(props.schema)}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(typedText(event.currentTarget.value, props))}
    />
  );
}
