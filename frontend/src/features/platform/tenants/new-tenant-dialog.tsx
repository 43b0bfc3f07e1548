import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { OpenedTenant } from "~/api/shapes";
import { OneTimeLink } from "~/ui/one-time-link";
import { NewTenantForm } from "./new-tenant-form";

export type NewTenantDialogProps = { opened: boolean; onClose: () => void };

type Made = { readonly opened: OpenedTenant; readonly ownerEmail: string };

/** Make a tenant for somebody, then show the link for its owner, this once. */
export function NewTenantDialog({ opened, onClose }: NewTenantDialogProps) {
  const [made, setMade] = useState<Made>();

  function close() {
    setMade(undefined);
    onClose();
  }

  return (
    <Modal
      opened={opened || made !== undefined}
      onClose={close}
      title={made ? `The tenant ${made.opened.tenant.name}` : "New tenant"}
      size="lg"
      closeOnClickOutside={false}
      closeOnEscape={!made}
      withCloseButton={!made}
    >
      {made ? (
        <Shown made={made} onClose={close} />
      ) : (
        <NewTenantForm
          onMade={(tenant, ownerEmail) => setMade({ opened: tenant, ownerEmail })}
          onCancel={close}
        />
      )}
    </Modal>
  );
}

function Shown({ made, onClose }: { made: Made; onClose: () => void }) {
  const { opened, ownerEmail } = made;
  if (opened.invitation)
    return (
      <OneTimeLink label="Link for the owner" path={opened.invitation.path} onClose={onClose}>
        Send it to {ownerEmail}. With it they make an account and own the tenant; it works only for this
        address.
      </OneTimeLink>
    );
  return (
    <Stack>
      <Text size="sm" role="status">
        {ownerEmail} has an account already and owns the tenant from now on. They find it when they switch
        tenants.
      </Text>
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
