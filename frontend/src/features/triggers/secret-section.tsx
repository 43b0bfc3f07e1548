import { Alert, Button, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle, IconKey } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isProblem } from "~/api/problem";
import { setSecret, triggersQuery } from "~/api/queries/triggers";
import type { Webhook } from "~/api/shapes";
import { CopyField } from "~/ui/copy-field";
import { ProblemAlert } from "~/ui/problem-alert";
import { TimeAgo } from "~/ui/time-ago";

export type SecretSectionProps = {
  workflowId: string;
  webhook: Webhook;
  canChange: boolean;
  /** Whether the node wants a proof. */
  isNeeded: boolean;
};

/** The secret of a webhook: whether there is one, and making another. */
export function SecretSection({ workflowId, webhook, canChange, isNeeded }: SecretSectionProps) {
  const [isOpen, dialog] = useDisclosure();
  if (!isNeeded && !webhook.has_secret) return null;
  return (
    <Group justify="space-between">
      {webhook.has_secret ? (
        <Text size="sm">
          Has a secret
          {webhook.secret_at && (
            <>
              , made <TimeAgo at={webhook.secret_at} />
            </>
          )}
          .
        </Text>
      ) : (
        <Text size="sm" c="red">
          Without a secret every request is refused.
        </Text>
      )}
      {canChange && (
        <Button size="compact-sm" variant="default" leftSection={<IconKey size={14} />} onClick={dialog.open}>
          {webhook.has_secret ? "Change the secret" : "Make a secret"}
        </Button>
      )}
      {isOpen && <SecretDialog workflowId={workflowId} webhook={webhook} onClose={dialog.close} />}
    </Group>
  );
}

type SecretDialogProps = { workflowId: string; webhook: Webhook; onClose: () => void };

function SecretDialog({ workflowId, webhook, onClose }: SecretDialogProps) {
  const cache = useQueryClient();
  const [own, setOwn] = useState("");
  const making = useMutation({
    mutationFn: (secret: string | undefined) => setSecret(workflowId, webhook.id, secret),
    onSuccess: () => cache.invalidateQueries({ queryKey: triggersQuery(workflowId).queryKey }),
  });
  return (
    <Modal opened onClose={onClose} title="Secret of the webhook">
      {making.data ? (
        <Stack>
          <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title="Copy it now">
            The secret is shown this once. The old one is not valid any more.
          </Alert>
          <CopyField label="Secret" text={making.data.secret} />
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            making.mutate(own === "" ? undefined : own);
          }}
        >
          <Stack>
            {webhook.has_secret && (
              <Text size="sm">
                The secret there is now stops being valid at once; callers need the new one.
              </Text>
            )}
            <PasswordInput
              label="Secret"
              description="The one the other side gave you; 8 to 500 characters. Leave it empty to have one drawn."
              autoComplete="off"
              minLength={8}
              maxLength={500}
              data-autofocus
              value={own}
              error={isProblem(making.error) ? making.error.errorAt("/secret") : undefined}
              onChange={(event) => setOwn(event.currentTarget.value)}
            />
            {making.error && <ProblemAlert error={making.error} title="The secret was not changed" />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={making.isPending}>
                {own === "" ? "Draw a secret" : "Set this secret"}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
