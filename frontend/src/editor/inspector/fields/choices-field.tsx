import { Checkbox, Group } from "@mantine/core";
import { isList } from "~/document/commands/values";
import type { FieldProps } from "../form/field-props";
import { useField } from "../form/use-field";
import { optionsOf } from "./options";
import { textOf } from "./texts";

/** Several of several values, in the order of the options. */
export function ChoicesField(props: FieldProps) {
  const { schema, value, onChange } = props;
  const { placeholder: _none, inputWrapperOrder, ...field } = useField(props);
  const options = optionsOf({ ...schema.items, labels: schema.labels ?? schema.items?.labels ?? {} });
  const given = value ?? schema.default;
  return (
    <Checkbox.Group
      {...field}
      value={isList(given) ? given.map(textOf) : []}
      onChange={(chosen) =>
        onChange(options.filter((option) => chosen.includes(option.value)).map((option) => option.json))
      }
    >
      <Group gap="sm" mt={4} mb={4}>
        {options.map((option) => (
          <Checkbox key={option.value} value={option.value} label={option.label} size="sm" />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
