import { TextInput } from "@mantine/core";
import type { FieldProps } from "../form/field-props";
import { useField } from "../form/use-field";
import { PRESETS, spokenDuration } from "./durations";
import { PresetMenu } from "./preset-menu";
import { textOf, typedText } from "./texts";

const CHOICES = PRESETS.map((value) => ({ value, label: `${spokenDuration(value)} (${value})` }));

/** A length of time, such as `1h30m`, with how one says it. */
export function DurationField(props: FieldProps) {
  const text = textOf(props.value);
  const reading = spokenDuration(text || textOf(props.schema.default));
  const isWrong = text !== "" && spokenDuration(text) === null;
  const spoken = isWrong || reading === null ? "" : `${text === "" ? "By default " : ""}${reading}.`;
  const fault = isWrong ? "Is no duration, such as 300ms, 30s or 1h30m." : null;
  const field = useField(props, fault, upper(spoken));
  return (
    <TextInput
      {...field}
      value={text}
      onChange={(event) => props.onChange(typedText(event.currentTarget.value.trim(), props))}
      rightSection={
        field.readOnly ? null : (
          <PresetMenu label={`Usual values for ${props.label}`} presets={CHOICES} onChoose={props.onChange} />
        )
      }
    />
  );
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
