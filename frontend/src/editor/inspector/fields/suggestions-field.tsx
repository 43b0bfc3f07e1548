import { Autocomplete } from "@mantine/core";
import type { FieldProps } from "../form/field-props";
import { useField } from "../form/use-field";
import { textOf, typedText } from "./texts";

/** A free text with proposals. */
export function SuggestionsField(props: FieldProps) {
  const field = useField(props);
  return (
    <Autocomplete
      {...field}
      data={[...new Set(props.schema.suggestions)]}
      value={textOf(props.value)}
      onChange={(text) => props.onChange(typedText(text, props))}
    />
  );
}
