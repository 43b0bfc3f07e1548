import { Button, Group, List, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { deleteAnyTenant } from "~/api/queries/platform";
import type { Tenant } from "~/api/shapes";
import { ProblemAlert } from "~/ui/problem-alert";
import { useTenantChange } from "./use-tenant-change";

export type DeleteTenantDialogProps = { tenant: Tenant; onClose: () => void };

/** The end of a tenant, asked for by typing its short name. */
export function DeleteTenantDialog({ tenant, onClose }: DeleteTenantDialogProps) {
  const [typed, setTyped] = useState("");
  const deleting = useTenantChange(
    (confirm: string) => deleteAnyTenant(tenant.id, confirm),
    `${tenant.name} is to be deleted.`,
  );
  return (
    <Modal opened onClose={onClose} title={`Delete “${tenant.name}”?`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          deleting.mutate(typed.trim(), { onSuccess: onClose });
        }}
      >
        <Stack>
          <List size="sm">
            <List.Item>Within a second nobody can act in it, and nothing runs in it any more.</List.Item>
            <List.Item>After a day everything in it is erased, for good.</List.Item>
            <List.Item>Until then you can take the deletion back.</List.Item>
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
            <Button variant="default" onClick={onClose}>
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
    </Modal>
  );
}
