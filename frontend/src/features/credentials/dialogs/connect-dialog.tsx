import { Alert, Anchor, Button, Group, Loader, Modal, Stack, Text } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { beginConsent, credentialQuery, credentialsKey } from "~/api/queries/credentials";
import type { Credential } from "~/api/shapes";
import { formatExact } from "~/lib/format";
import { ProblemAlert } from "~/ui/problem-alert";
import { consentAddress } from "./consent-address";

export type ConnectDialogProps = { credential: Credential; onClose: () => void };

const LOOK_MS = 2_000;

/** Has a person consent at the service, in another tab, and notices when they have. */
export function ConnectDialog({ credential, onClose }: ConnectDialogProps) {
  const cache = useQueryClient();
  const beginning = useMutation({ mutationFn: () => beginConsent(credential.id) });
  const [wasConnected] = useState(credential.is_authorized);
  const isWaiting = beginning.data !== undefined && !wasConnected;
  const looked = useQuery({
    ...credentialQuery(credential.id),
    enabled: isWaiting,
    refetchInterval: ({ state }) => (state.data?.body.is_authorized ? false : LOOK_MS),
  });
  const isConnected = isWaiting && (credential.is_authorized || looked.data?.body.is_authorized === true);

  function close() {
    onClose();
    void cache.invalidateQueries({ queryKey: credentialsKey });
  }

  return (
    <Modal opened onClose={close} title={`Connect “${credential.name}”`}>
      <Stack>
        {isConnected ? (
          <Alert color="teal" title="Connected" role="status">
            Workflows can use it now. Its tokens are renewed by themselves.
          </Alert>
        ) : (
          <Text size="sm">
            The service asks you in another tab whether Thaiyyal may act for you. Consent there, in this
            browser, within ten minutes; then come back here.
          </Text>
        )}
        {beginning.error && <ProblemAlert error={beginning.error} title="It could not begin" />}
        {beginning.data && !isConnected && (
          <Begun url={beginning.data.url} expiresAt={beginning.data.expires_at} isWaiting={isWaiting} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Close
          </Button>
          {!beginning.data && (
            <Button loading={beginning.isPending} onClick={() => beginning.mutate()}>
              Continue
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

type BegunProps = { url: string; expiresAt: string; isWaiting: boolean };

function Begun({ url, expiresAt, isWaiting }: BegunProps) {
  const address = consentAddress(url);
  if (address === null)
    return <Text size="sm">The address of the service is none that a browser may open.</Text>;
  return (
    <Stack gap="xs">
      <Anchor href={address.href} target="_blank" rel="noopener noreferrer" data-autofocus>
        <Group gap={6} component="span" display="inline-flex">
          Consent at {address.host}
          <IconExternalLink size={16} aria-label="(opens another tab)" />
        </Group>
      </Anchor>
      <Text size="xs" c="dimmed">
        Good until {formatExact(expiresAt)}, for once.
      </Text>
      {isWaiting && (
        <Group gap="xs" role="status">
          <Loader size="xs" aria-hidden />
          <Text size="sm">Waiting for the consent.</Text>
        </Group>
      )}
    </Stack>
  );
}
