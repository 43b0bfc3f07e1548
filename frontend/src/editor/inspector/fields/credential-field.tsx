import { Anchor, Select, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { credentialChoicesQuery } from "~/api/queries/choices";
import type { FieldProps } from "../form/field-props";
import { useField } from "../form/use-field";
import { textOf, typedText } from "./texts";

/** A credential by its name, of the kinds that fit; who may not see them types it. */
export function CredentialField(props: FieldProps) {
  const { schema, value, isRequired, onChange } = props;
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
        data={choicesOf(credentials.data, schema.credential_kinds, text)}
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

/** Names are unique for one owner only, so each is offered once; what is set is offered whatever it is. */
function choicesOf(all: readonly Named[] | undefined, kinds: readonly string[] | undefined, current: string) {
  const fitting = all?.filter(({ kind }) => kinds?.includes(kind) ?? true);
  const byName = new Map(fitting?.map((each) => [each.name, labelOf(each)]));
  if (current !== "" && !byName.has(current)) byName.set(current, strayLabel(all, current));
  return [...byName].map(([name, label]) => ({ value: name, label }));
}

function strayLabel(all: readonly Named[] | undefined, current: string): string {
  if (all === undefined) return current;
  const other = all.find(({ name }) => name === current);
  return other ? `${labelOf(other)}, does not fit` : `${current} (not found)`;
}

function labelOf({ name, kind }: Named): string {
  return `${name} (${kind.replaceAll("_", " ")})`;
}
