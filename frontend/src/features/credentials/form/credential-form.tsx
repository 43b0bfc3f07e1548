import { Accordion, Button, Group, Select, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changeCredential, createCredential, credentialsKey } from "~/api/queries/credentials";
import type { Credential, CredentialKind, KindField as Field } from "~/api/shapes";
import { groupedFields, isSet, needsConsent } from "../kinds";
import { type CredentialDraft, changeOf, draftOf, isUnchanged, lackingIn, newOf } from "./draft";
import { errorsOf } from "./errors";
import { KindField } from "./kind-field";
import { SaveProblem } from "./save-problem";
import { WorkflowsField } from "./workflows-field";

export type CredentialFormProps = {
  kinds: readonly CredentialKind[];
  /** What is changed, with its revision; without it a new one is made. */
  before?: { body: Credential; etag: string } | undefined;
  mayBeForAll: boolean;
  onClose: () => void;
  onSaved: (saved: Credential) => void;
};

/** A credential, drawn from the fields of its kind. */
export function CredentialForm({ kinds, before, mayBeForAll, onClose, onSaved }: CredentialFormProps) {
  const cache = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(before?.body, kinds[0]?.name ?? ""));
  const [lacking, setLacking] = useState<ReadonlyMap<string, string>>(new Map());
  const kind = kinds.find(({ name }) => name === draft.kind);
  const saving = useMutation({
    mutationFn: () =>
      before
        ? changeCredential(before.body.id, before.etag, changeOf(draft, before.body))
        : createCredential(newOf(draft)),
    onSuccess: async (saved) => {
      onSaved(saved);
      await cache.invalidateQueries({ queryKey: credentialsKey });
    },
  });
  if (kind === undefined) return <Text size="sm">This server knows no kind of this name.</Text>;
  const { own, more } = groupedFields(kind, kinds);
  const refused = errorsOf(saving.error);
  const errorAt = (place: string) => lacking.get(place) ?? refused.get(place);
  const set = (changed: Partial<CredentialDraft>) => setDraft((now) => ({ ...now, ...changed }));

  const field = (each: Field) => (
    <KindField
      key={`${kind.name} ${each.name}`}
      field={each}
      value={draft.fields[each.name]}
      error={errorAt(`fields/${each.name}`)}
      isKept={isSet(before?.body, each.name)}
      onChange={(value) => setDraft((now) => ({ ...now, fields: { ...now.fields, [each.name]: value } }))}
    />
  );

  function save() {
    const found = lackingIn(draft, kind ?? NO_KIND, before?.body);
    setLacking(found);
    if (found.size > 0) return;
    if (before && isUnchanged(changeOf(draft, before.body))) onClose();
    else saving.mutate();
  }

  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack>
        <TextInput
          label="Name"
          description="Nodes find it by this name."
          maxLength={200}
          withAsterisk
          data-autofocus
          error={errorAt("name")}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Select
          label="Kind"
          description={kind.help}
          data={kinds.map(({ name, label }) => ({ value: name, label }))}
          allowDeselect={false}
          disabled={before !== undefined}
          value={draft.kind}
          onChange={(next) => set({ kind: next ?? draft.kind, fields: {} })}
        />
        {own.map(field)}
        <TagsInput
          label="Hosts"
          description="Where it may be shown: api.example.org, *.example.org, api.example.org:8443. Left empty, it is the host of its address."
          placeholder={draft.hosts.length === 0 ? "Type a host and press Enter" : ""}
          maxTags={100}
          error={errorAt("hosts")}
          value={[...draft.hosts]}
          onChange={(hosts) => set({ hosts })}
          acceptValueOnBlur
        />
        <WorkflowsField
          workflows={draft.workflows}
          isForAll={draft.isForAll}
          mayBeForAll={mayBeForAll}
          error={errorAt("workflow_ids")}
          onChange={set}
        />
        {more.length > 0 && (
          <Accordion
            variant="contained"
            defaultValue={more.some(({ name }) => name in draft.fields) ? "more" : null}
          >
            <Accordion.Item value="more">
              <Accordion.Control>About its requests</Accordion.Control>
              <Accordion.Panel>
                <Stack>{more.map(field)}</Stack>
              </Accordion.Panel>
            </Accordion.Item>
          </Accordion>
        )}
        <Text size="xs" c="dimmed">
          Secrets are sealed, and never shown again.
          {needsConsent(kind) && " After saving, connect it: somebody consents at the service."}
        </Text>
        {saving.error && <SaveProblem error={saving.error} isNew={before === undefined} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {before ? "Save" : "Create credential"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const NO_KIND: CredentialKind = { name: "", label: "", help: "", grant: null, fields: [] };
