import { Modal } from "@mantine/core";
import { useState } from "react";
import type { NewInvitation } from "~/api/shapes";
import { OneTimeLink } from "~/ui/one-time-link";
import { InviteForm } from "./invite-form";

export type InviteDialogProps = { opened: boolean; onClose: () => void; mine: readonly string[] };

/** Invite somebody, then show the link, this once. While it is shown nothing but its button closes the dialog. */
export function InviteDialog({ opened, onClose, mine }: InviteDialogProps) {
  const [made, setMade] = useState<NewInvitation>();

  function close() {
    setMade(undefined);
    onClose();
  }

  return (
    <Modal
      opened={opened || made !== undefined}
      onClose={close}
      title={made ? `${made.email} is invited` : "Invite somebody"}
      size="lg"
      closeOnClickOutside={false}
      closeOnEscape={!made}
      withCloseButton={!made}
    >
      {made ? (
        <OneTimeLink
          label="Link of the invitation"
          path={made.path}
          expiresAt={made.expires_at}
          onClose={close}
        >
          Send it to {made.email}. With it they become a member with the role {made.role.name}; it works only
          for this address.
        </OneTimeLink>
      ) : (
        <InviteForm mine={mine} onMade={setMade} onCancel={close} />
      )}
    </Modal>
  );
}
