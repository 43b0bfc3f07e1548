import { faultOf } from "./checks";
import type { FieldProps } from "./field-props";
import { fieldName, useForm } from "./form-context";
import { shortText } from "./schema";

/** What Mantine's inputs are given: label, help, error, placeholder. `fault`: what the field itself finds wrong. */
export function useField(
  { schema, path, label, value, isRequired }: FieldProps,
  fault: string | null = null,
) {
  const { problems, isReadOnly } = useForm();
  const told = problems.get(fieldName(path))?.join(" ");
  const error = fault ?? faultOf(schema, value) ?? told;
  const placeholder = shortText(schema.default) || schema.placeholder;
  return {
    label,
    description: schema.description,
    error,
    required: isRequired,
    readOnly: isReadOnly,
    inputWrapperOrder: ["label", "input", "error", "description"] satisfies Order,
    ...(placeholder !== undefined && { placeholder }),
  };
}

type Order = ("label" | "input" | "error" | "description")[];
