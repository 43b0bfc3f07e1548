import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { credentialsKey, deleteCredential } from "~/api/queries/credentials";
import type { Credential } from "~/api/shapes";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import { UseList } from "./use-list";

export type DeleteDialogProps = { credential: Credential; onClose: () => void };

/** Asks before a credential is deleted, and shows what uses it. */
export function DeleteDialog({ credential, onClose }: DeleteDialogProps) {
  const cache = useQueryClient();
  const deleting = useMutation({
    mutationFn: () => deleteCredential(credential.id),
    onSuccess: async () => {
      notifyDone(`“${credential.name}” is deleted.`);
      onClose();
      await cache.invalidateQueries({ queryKey: credentialsKey });
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Delete “${credential.name}”?`}>
      <Stack>
        <Text size="sm">
          Its secrets are gone then, for good. Executions that use it fail within a second. These workflows
          name it:
        </Text>
        <UseList credentialId={credential.id} />
        {deleting.error && <ProblemAlert error={deleting.error} title="It was not deleted" />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button color="red" loading={deleting.isPending} onClick={() => deleting.mutate()}>
            Delete credential
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
