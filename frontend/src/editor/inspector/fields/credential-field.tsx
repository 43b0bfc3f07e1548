import { Anchor, Select, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { credentialChoicesQuery } from "~/api/queries/choices";
import type { FieldProps } from "../form/field-props";
import { useField } from "../form/use-field";
import { textOf, typedText } from "./texts";

/** A credential by its name; who may not see them types it. */
export function CredentialField(props: FieldProps) {
  const { value, isRequired, onChange } = props;
  const credentials = useQuery(credentialChoicesQuery());
  const field = useField(props);
  const text = textOf(value);
  if (credentials.isError)
    return (
      <TextInput
        {...field}
        value={text}
        onChange={(event) => onChange(typedText(event.currentTarget.value, props))}
      />
    );
  return (
    <Stack gap={2}>
      <Select
        {...field}
        placeholder={credentials.isPending ? "Loading…" : "No credential"}
        searchable
        clearable={!isRequired}
        nothingFoundMessage="No such credential"
        data={choicesOf(credentials.data, text)}
        value={text === "" ? null : text}
        onChange={(chosen) => onChange(chosen ?? undefined)}
      />
      {!field.readOnly && (
        <Anchor href="/credentials" target="_blank" size="xs">
          Make a credential
        </Anchor>
      )}
    </Stack>
  );
}

type Named = { readonly name: string; readonly kind: string };

/** Names are unique for one owner only, so each is offered once; what is set is offered even if it is not there. */
function choicesOf(credentials: readonly Named[] | undefined, current: string) {
  const byName = new Map(
    credentials?.map(({ name, kind }) => [name, `${name} (${kind.replaceAll("_", " ")})`]),
  );
  const stray = credentials === undefined ? current : `${current} (not found)`;
  if (current !== "" && !byName.has(current)) byName.set(current, stray);
  return [...byName].map(([name, label]) => ({ value: name, label }));
}
