import { Input, SegmentedControl, Select } from "@mantine/core";
import type { FieldProps } from "../form/field-props";
import { useField } from "../form/use-field";
import { isBrief, labelOf, type Option, optionsOf } from "./options";
import { textOf } from "./texts";

/** One of several values: side by side when they are few and short, else from a list. */
export function ChoiceField(props: FieldProps) {
  const { schema, label, value, onChange } = props;
  const { placeholder: _bare, readOnly, ...field } = useField(props);
  const known = optionsOf(schema);
  const options = withStray(known, textOf(value));
  const choose = (chosen: string) => onChange(known.find((option) => option.value === chosen)?.json);
  const data = options.map((option) => ({ value: option.value, label: option.label }));

  if (isBrief(options))
    return (
      <Input.Wrapper {...field} labelElement="div">
        <SegmentedControl
          aria-label={label}
          size="xs"
          fullWidth
          readOnly={readOnly}
          data={data}
          value={textOf(value ?? schema.default)}
          onChange={choose}
        />
      </Input.Wrapper>
    );
  return (
    <Select
      {...field}
      readOnly={readOnly}
      data={data}
      value={value === undefined ? null : textOf(value)}
      placeholder={schema.default === undefined ? "Choose" : labelOf(schema, schema.default)}
      searchable={options.length > 8}
      allowDeselect={!props.isRequired}
      onChange={(chosen) =>
        onChange(chosen === null ? undefined : known.find((option) => option.value === chosen)?.json)
      }
    />
  );
}

/** A value that is no option is shown as well. */
function withStray(options: readonly Option[], value: string): readonly Option[] {
  if (value === "" || options.some((option) => option.value === value)) return options;
  return [...options, { value, label: `${value} (not allowed)`, json: value }];
}
