import { Button, Group, List, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { deleteTenant } from "~/api/queries/tenant";
import type { Tenant } from "~/api/shapes";
import { ProblemAlert } from "~/ui/problem-alert";
import { Section } from "~/ui/section";
import { useLeaveTenant } from "./use-leave-tenant";

export type DeleteSectionProps = { tenant: Tenant };

/** The end of a tenant, asked for by typing its short name. */
export function DeleteSection({ tenant }: DeleteSectionProps) {
  const [isOpen, dialog] = useDisclosure();
  return (
    <Section
      title="Delete this tenant"
      about="With its workflows, executions, credentials and members. Export what you want to keep first."
    >
      <Group>
        <Button color="red" variant="outline" onClick={dialog.open}>
          Delete this tenant
        </Button>
      </Group>
      <Modal opened={isOpen} onClose={dialog.close} title={`Delete “${tenant.name}”?`}>
        <Confirm tenant={tenant} onCancel={dialog.close} />
      </Modal>
    </Section>
  );
}

function Confirm({ tenant, onCancel }: { tenant: Tenant; onCancel: () => void }) {
  const [typed, setTyped] = useState("");
  const leaveTenant = useLeaveTenant();
  const deleting = useMutation({
    mutationFn: () => deleteTenant(typed.trim()),
    onSuccess: () => leaveTenant(tenant),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        deleting.mutate();
      }}
    >
      <Stack>
        <List size="sm">
          <List.Item>At once nobody can sign in to it, and nothing runs in it any more.</List.Item>
          <List.Item>After a day everything is erased, for good.</List.Item>
          <List.Item>Until then the owner of this installation can take it back.</List.Item>
        </List>
        {deleting.error && <ProblemAlert error={deleting.error} title="Nothing was deleted" />}
        <TextInput
          data-autofocus
          label={
            <>
              Type{" "}
              <Text span ff="monospace" fw={650}>
                {tenant.slug}
              </Text>{" "}
              to confirm
            </>
          }
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button
            type="submit"
            color="red"
            disabled={typed.trim() !== tenant.slug}
            loading={deleting.isPending}
          >
            Delete the tenant
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
