import { Autocomplete } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { workflowChoicesQuery } from "~/api/queries/choices";
import type { FieldProps } from "../form/field-props";
import { useField } from "../form/use-field";
import { textOf, typedText } from "./texts";

/** Another workflow: found by name, kept by id. An id or a template can be typed. */
export function WorkflowField(props: FieldProps) {
  const { value, onChange } = props;
  const text = textOf(value);
  const [search] = useDebouncedValue(isAddress(text) ? "" : text, 250);
  const workflows = useQuery({ ...workflowChoicesQuery(search), placeholderData: keepPreviousData });
  const chosen = workflows.data?.find((workflow) => workflow.id === text)?.name;
  const names = new Map(workflows.data?.map((workflow) => [workflow.id, workflow.name]));
  const field = useField(props, null, chosen === undefined ? "" : `${chosen}.`);
  return (
    <Autocomplete
      {...field}
      data={[...names.keys()]}
      filter={({ options }) => options}
      renderOption={({ option }) => names.get(String(option.value)) ?? String(option.value)}
      value={text}
      onChange={(next) => onChange(typedText(next, props))}
    />
  );
}

/** An id, or a template: nothing to search by. */
function isAddress(text: string): boolean {
  return text.includes("{{") || /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(text);
}
