import { Group, NumberInput, Radio, Select, Textarea } from "@mantine/core";
import type { ApprovalField } from "~/api/shapes";
import type { Json } from "~/document/types";

export type FormFieldProps = {
  field: ApprovalField;
  value: Json | undefined;
  error: string | undefined;
  onChange: (value: Json | undefined) => void;
};

/** One field of what is filled in with a decision. */
export function FormField({ field, value, error, onChange }: FormFieldProps) {
  const shared = { label: field.name, withAsterisk: field.required, error };
  switch (field.type) {
    case "number":
      return (
        <NumberInput
          {...shared}
          value={typeof value === "number" ? value : ""}
          onChange={(next) => onChange(typeof next === "number" ? next : undefined)}
        />
      );
    case "boolean":
      return (
        <Radio.Group
          {...shared}
          value={typeof value === "boolean" ? String(value) : ""}
          onChange={(next) => onChange(next === "true")}
        >
          <Group gap="md" mt={4}>
            <Radio value="true" label="Yes" />
            <Radio value="false" label="No" />
          </Group>
        </Radio.Group>
      );
    case "choice":
      return (
        <Select
          {...shared}
          data={[...new Set(field.options)]}
          clearable={!field.required}
          value={typeof value === "string" ? value : null}
          onChange={(next) => onChange(next ?? undefined)}
        />
      );
    default:
      return (
        <Textarea
          {...shared}
          autosize
          minRows={1}
          attributes={{ input: { dir: "auto" } }}
          value={typeof value === "string" ? value : ""}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}
