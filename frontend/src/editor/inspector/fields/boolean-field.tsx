import { Input, SegmentedControl, Switch } from "@mantine/core";
import type { FieldProps } from "../form/field-props";
import { useField } from "../form/use-field";

/** On or off; where neither is the default, yes or no, or not said at all. */
export function BooleanField(props: FieldProps) {
  const { schema, label, value, onChange } = props;
  const { placeholder: _none, ...field } = useField(props);
  if (typeof schema.default === "boolean") {
    const { required: _required, inputWrapperOrder: _order, ...rest } = field;
    return (
      <Switch
        {...rest}
        disabled={field.readOnly}
        checked={value === undefined ? schema.default : value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  const { readOnly, ...wrapper } = field;
  return (
    <Input.Wrapper {...wrapper} labelElement="div">
      <SegmentedControl
        aria-label={label}
        size="xs"
        readOnly={readOnly}
        data={[
          { value: "true", label: "Yes" },
          { value: "false", label: "No" },
        ]}
        value={value === undefined ? "" : String(value)}
        onChange={(chosen) => onChange(chosen === "true")}
      />
    </Input.Wrapper>
  );
}
