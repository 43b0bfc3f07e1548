import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { isProblem } from "~/api/problem";
import { makeAnyResetLink } from "~/api/queries/platform";
import { OneTimeLink } from "~/ui/one-time-link";
import { ProblemAlert } from "~/ui/problem-alert";
import { Section } from "~/ui/section";

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A link by which any user of the platform sets a new password. */
export function AnyResetLink() {
  const [typed, setTyped] = useState("");
  const making = useMutation({ mutationFn: (id: string) => makeAnyResetLink(id) });
  const id = typed.trim();
  const fault = id !== "" && !ID.test(id) ? "Such as 0198c0de-7a1e-7000-8000-000000000001." : undefined;
  return (
    <Section
      title="A new password for somebody"
      about="For who belongs to several tenants, or has more rights than their administrator. Links that were made before end. When it is used all their sessions end; a second factor stays."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ID.test(id)) making.mutate(id);
        }}
      >
        <Stack maw={520}>
          {making.error && <ProblemAlert error={making.error} title="No link was made" />}
          <TextInput
            label="Id of the user"
            description="It stands in the platform log, and in the audit log of their tenant."
            value={typed}
            autoComplete="off"
            spellCheck={false}
            error={fault ?? (isProblem(making.error) ? making.error.errorAt("/path/user_id") : undefined)}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Group>
            <Button type="submit" disabled={!ID.test(id)} loading={making.isPending}>
              Make the link
            </Button>
          </Group>
        </Stack>
      </form>
      <Modal
        opened={making.data !== undefined}
        onClose={making.reset}
        title="A new password"
        size="lg"
        closeOnClickOutside={false}
        closeOnEscape={false}
        withCloseButton={false}
      >
        {making.data && (
          <OneTimeLink
            label="Link for a new password"
            path={making.data.path}
            expiresAt={making.data.expires_at}
            onClose={making.reset}
          >
            Send it in a safe way: whoever opens it first sets the password.
          </OneTimeLink>
        )}
      </Modal>
    </Section>
  );
}
