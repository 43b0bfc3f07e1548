import { ColorInput } from "@mantine/core";
import type { FieldProps } from "../form/field-props";
import { useField } from "../form/use-field";
import { textOf, typedText } from "./texts";

const SWATCHES = ["#228be6", "#12b886", "#40c057", "#fab005", "#fd7e14", "#fa5252", "#be4bdb", "#868e96"];

/** A colour, by hexadecimal digits or from a palette. */
export function ColourField(props: FieldProps) {
  const field = useField(props);
  return (
    <ColorInput
      {...field}
      swatches={SWATCHES}
      fixOnBlur={false}
      value={textOf(props.value)}
      onChange={(text) => props.onChange(typedText(text, props))}
    />
  );
}
