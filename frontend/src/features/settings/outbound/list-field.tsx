import { Textarea } from "@mantine/core";
import type { UseFormRegisterReturn } from "react-hook-form";
import { entriesOf } from "./entries";

export type ListFieldProps = {
  label: string;
  description: string;
  placeholder: string;
  text: string;
  errors: readonly string[];
  readOnly: boolean;
  field: UseFormRegisterReturn;
};

/** A list of hosts or networks, one a line. */
export function ListField({
  label,
  description,
  placeholder,
  text,
  errors,
  readOnly,
  field,
}: ListFieldProps) {
  const count = entriesOf(text).length;
  return (
    <Textarea
      label={count > 0 ? `${label} (${count})` : label}
      description={description}
      placeholder={placeholder}
      readOnly={readOnly}
      autosize
      minRows={3}
      maxRows={14}
      spellCheck={false}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      error={errors.length > 0 ? errors.map((each) => <div key={each}>{each}</div>) : undefined}
      errorProps={{ component: "div" }}
      {...field}
    />
  );
}
