import { Button, Group, List, Modal, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { makeResetLink } from "~/api/queries/members";
import type { Member } from "~/api/shapes";
import { OneTimeLink } from "~/ui/one-time-link";
import { ProblemAlert } from "~/ui/problem-alert";

export type ResetLinkDialogProps = { member: Member; onClose: () => void };

/** Makes a link by which a member sets a new password, and shows it, this once. */
export function ResetLinkDialog({ member, onClose }: ResetLinkDialogProps) {
  const making = useMutation({ mutationFn: () => makeResetLink(member.id) });
  const isShown = making.data !== undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      title={`A new password for ${member.name}`}
      size="lg"
      closeOnClickOutside={false}
      closeOnEscape={!isShown}
      withCloseButton={!isShown}
    >
      {making.data ? (
        <OneTimeLink
          label="Link for a new password"
          path={making.data.path}
          expiresAt={making.data.expires_at}
          onClose={onClose}
        >
          Send it to {member.email} in a safe way: whoever opens it first sets the password.
        </OneTimeLink>
      ) : (
        <Stack>
          <List size="sm">
            <List.Item>You get a link that {member.name} opens to set a new password.</List.Item>
            <List.Item>Links that were made before end.</List.Item>
            <List.Item>When it is used all their sessions end. A second factor stays.</List.Item>
          </List>
          {making.error && <ProblemAlert error={making.error} title="No link was made" />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button loading={making.isPending} onClick={() => making.mutate()} data-autofocus>
              Make the link
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
