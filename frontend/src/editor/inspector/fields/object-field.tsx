import { Fieldset, Stack, Switch, Text } from "@mantine/core";
import { isObject } from "~/document/commands/values";
import { FieldList } from "../form/field-list";
import type { FieldProps } from "../form/field-props";
import { fieldName, useForm } from "../form/form-context";
import { InlineText } from "../inline-text";

/** Fields within a field; where it need not be set, a switch says whether it is. */
export function ObjectField({ schema, path, label, value, isRequired, onChange }: FieldProps) {
  const { isReadOnly, problems } = useForm();
  const told = problems.get(fieldName(path))?.join(" ");
  const values = isObject(value) ? value : {};
  const isSet = isRequired || value !== undefined;
  const fields = (
    <FieldList
      schema={schema}
      path={path}
      values={values}
      onChange={value === undefined ? onChange : undefined}
    />
  );
  const error = told && (
    <Text size="xs" c="var(--mantine-color-error)" role="status">
      {told}
    </Text>
  );
  if (isRequired && label === "") return fields;
  return (
    <Fieldset legend={isRequired ? label : undefined} aria-label={label} p="sm">
      <Stack gap="sm">
        {!isRequired && (
          <Switch
            label={label}
            description={schema.description && <InlineText text={schema.description} />}
            checked={isSet}
            disabled={isReadOnly}
            onChange={(event) => onChange(event.currentTarget.checked ? {} : undefined)}
          />
        )}
        {error}
        {isSet && fields}
      </Stack>
    </Fieldset>
  );
}
