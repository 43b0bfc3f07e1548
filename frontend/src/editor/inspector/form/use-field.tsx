import { InlineText } from "../inline-text";
import { faultOf } from "./checks";
import type { FieldProps } from "./field-props";
import { fieldName, useForm } from "./form-context";
import { shortText } from "./schema";

/**
 * What Mantine's inputs are given: label, help, error, placeholder. `fault`: what the field itself finds wrong.
 * `reading`: what the value means, to stand before the help.
 */
export function useField(
  { schema, path, label, value, isRequired }: FieldProps,
  fault: string | null = null,
  reading = "",
) {
  const { problems, isReadOnly } = useForm();
  const told = problems.get(fieldName(path))?.join(" ");
  const error = fault ?? faultOf(schema, value) ?? told;
  const placeholder = shortText(schema.default) || schema.placeholder;
  return {
    label,
    description:
      reading || schema.description ? (
        <InlineText text={[reading, schema.description].filter(Boolean).join(" ")} />
      ) : undefined,
    error,
    required: isRequired,
    readOnly: isReadOnly,
    inputWrapperOrder: ["label", "input", "error", "description"] satisfies Order,
    ...(placeholder !== undefined && { placeholder }),
  };
}

type Order = ("label" | "input" | "error" | "description")[];
