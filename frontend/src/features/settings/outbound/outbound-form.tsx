import { Button, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { isProblem } from "~/api/problem";
import { outboundRulesQuery, type Revised, updateOutboundRules } from "~/api/queries/tenant";
import type { OutboundLists, OutboundRules } from "~/api/shapes";
import { useBased } from "~/lib/use-based";
import { notifyDone } from "~/ui/notify";
import { SavingProblem } from "../saving-problem";
import { errorsOf, type ListName, type ListTexts, listsOf, meaningOf, textsOf } from "./entries";
import { ListField } from "./list-field";

export type OutboundFormProps = { served: Revised<OutboundRules>; canChange: boolean };

const FIELDS: readonly { name: ListName; label: string; description: string; placeholder: string }[] = [
  {
    name: "allow_domains",
    label: "Allowed domains",
    description: "When there are any, no others are reached. Each stands for itself and all below it.",
    placeholder: "example.org",
  },
  {
    name: "deny_domains",
    label: "Refused domains",
    description: "Never reached, even when they are allowed too.",
    placeholder: "ads.example.org",
  },
  {
    name: "allow_networks",
    label: "Allowed networks",
    description: "When there are any, a name has to lead into one of them.",
    placeholder: "93.184.216.0/24",
  },
  {
    name: "deny_networks",
    label: "Refused networks",
    description: "Never reached, whatever name leads there.",
    placeholder: "2001:db8::/32",
  },
];

/** The four lists, one entry a line. The server says which entries are none. */
export function OutboundForm({ served, canChange }: OutboundFormProps) {
  const queryClient = useQueryClient();
  const { based, rebase, follow } = useBased(served);
  const form = useForm<ListTexts>({ values: textsOf(based.body) });
  follow(form.formState.isDirty);
  const texts = form.watch();

  const saving = useMutation({
    mutationFn: ({ etag, lists }: { etag: string; lists: OutboundLists }) => updateOutboundRules(lists, etag),
    onSuccess: (saved) => {
      queryClient.setQueryData(outboundRulesQuery().queryKey, saved);
      rebase(saved);
      form.reset(textsOf(saved.body));
      notifyDone("The rules are saved. Within a second they hold.");
    },
  });
  const refused = isProblem(saving.error, "invalid_request") ? saving.error.errors : [];

  async function takeTheirs() {
    const theirs = await queryClient.fetchQuery({ ...outboundRulesQuery(), staleTime: 0 });
    form.reset(textsOf(theirs.body));
    rebase(theirs);
    saving.reset();
  }

  async function saveMine() {
    const { etag } = await queryClient.fetchQuery({ ...outboundRulesQuery(), staleTime: 0 });
    saving.mutate({ etag, lists: listsOf(form.getValues()) });
  }

  return (
    <form
      noValidate
      aria-label="Outbound rules"
      onSubmit={form.handleSubmit((typed) => saving.mutate({ etag: based.etag, lists: listsOf(typed) }))}
    >
      <Stack>
        <Text size="sm" fw={500} role="status">
          {meaningOf(listsOf(texts))}
        </Text>
        {refused.length === 0 && (
          <SavingProblem
            error={saving.error}
            title="The rules were not saved"
            onTakeTheirs={() => void takeTheirs()}
            onSaveMine={() => void saveMine()}
            isSaving={saving.isPending}
          />
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {FIELDS.map(({ name, ...shown }) => (
            <ListField
              key={name}
              {...shown}
              text={texts[name]}
              errors={errorsOf(refused, name, saving.variables?.lists[name] ?? [])}
              readOnly={!canChange}
              field={form.register(name)}
            />
          ))}
        </SimpleGrid>
        {refused.length > 0 && (
          <Text size="sm" c="red" role="alert">
            Nothing was saved: some entries are not right. They are named below their list.
          </Text>
        )}
        {canChange && (
          <Group>
            <Button type="submit" loading={saving.isPending} disabled={!form.formState.isDirty}>
              Save the rules
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
