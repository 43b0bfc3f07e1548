import { Alert, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isProblem } from "~/api/problem";
import { credentialsKey, testCredential } from "~/api/queries/credentials";
import type { Credential, CredentialKind, TestedCredential } from "~/api/shapes";
import { formatDuration } from "~/lib/format";
import { ProblemAlert } from "~/ui/problem-alert";
import { isWithoutAddress, textOf, valuesOf } from "../kinds";

export type TestDialogProps = {
  credential: Credential;
  kind: CredentialKind | undefined;
  onClose: () => void;
};

/** Sends one request with a credential, and tells how it went. */
export function TestDialog({ credential, kind, onClose }: TestDialogProps) {
  const cache = useQueryClient();
  const { test_url, base_url } = valuesOf(credential);
  const [url, setUrl] = useState(textOf(test_url) || textOf(base_url));
  const testing = useMutation({
    mutationFn: () => testCredential(credential.id, url.trim() || undefined),
    onSettled: () => cache.invalidateQueries({ queryKey: credentialsKey }),
  });
  const refusal = isProblem(testing.error) ? testing.error : undefined;
  const errorAtUrl = refusal?.errorAt("/body/url") ?? refusal?.errorAt("/url");
  return (
    <Modal opened onClose={onClose} title={`Test “${credential.name}”`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          testing.mutate();
        }}
      >
        <Stack>
          {isWithoutAddress(kind) ? (
            <Text size="sm">It signs in at the mail server, and sends no message.</Text>
          ) : (
            <TextInput
              label="Address"
              description="Gets one GET request. It must be among the hosts of the credential."
              placeholder="https://api.example.org/me"
              inputMode="url"
              data-autofocus
              value={url}
              error={errorAtUrl}
              onChange={(event) => setUrl(event.currentTarget.value)}
            />
          )}
          {testing.error && !errorAtUrl && (
            <ProblemAlert error={testing.error} title="It could not be tested" />
          )}
          {testing.data && !testing.isPending && <Result tested={testing.data} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            <Button type="submit" loading={testing.isPending}>
              Test
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Result({ tested }: { tested: TestedCredential }) {
  const facts = [
    tested.status === null ? null : `Status ${tested.status}`,
    formatDuration(tested.duration_ms),
  ].filter((fact) => fact !== null);
  return (
    <Alert
      color={tested.ok ? "teal" : "red"}
      title={tested.ok ? "It works" : "It does not work"}
      role="status"
    >
      {tested.reason !== null && <Text size="sm">{tested.reason}</Text>}
      <Text size="sm">{facts.join(", ")}</Text>
    </Alert>
  );
}
