import { TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { memberChoicesQuery, roleChoicesQuery } from "~/api/queries/choices";
import { isList } from "~/document/commands/values";
import type { FieldProps } from "../form/field-props";
import { useField } from "../form/use-field";
import { textOf } from "./texts";

/** Members by their e-mail addresses, and roles. Who may not see them types them. */
export function MembersField(props: FieldProps) {
  const { value, isRequired, onChange } = props;
  const members = useQuery(memberChoicesQuery());
  const roles = useQuery(roleChoicesQuery());
  const field = useField(props);
  const groups = [
    { group: "Roles", items: unique(roles.data?.map((role) => `role:${role.name}`)) },
    { group: "Members", items: unique(members.data?.map((member) => member.email)) },
  ];
  return (
    <TagsInput
      {...field}
      data={groups.filter(({ items }) => items.length > 0)}
      maxDropdownHeight={280}
      splitChars={[",", ";"]}
      acceptValueOnBlur
      value={isList(value) ? value.map(textOf) : []}
      onChange={(chosen) => onChange(chosen.length === 0 && !isRequired ? undefined : chosen)}
    />
  );
}

function unique(names: readonly string[] = []): string[] {
  return [...new Set(names)];
}
