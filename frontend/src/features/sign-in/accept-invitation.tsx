import { Anchor, Button, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useStore } from "zustand";
import { api, data } from "~/api/client";
import { enter, session } from "~/api/session";
import { ProblemAlert } from "~/ui/problem-alert";
import { ProviderButtons } from "./provider-buttons";
import { SignInForm } from "./sign-in-form";

export type AcceptInvitationProps = { token: string; email: string; onAccepted: () => void };

/** For who has an account with the invited address: sign in, accept, and go on in the inviting tenant. */
export function AcceptInvitation({ token, email, onAccepted }: AcceptInvitationProps) {
  const [opened, setOpened] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const who = useStore(session, (now) => (now.state === "signed-in" ? now.user : undefined));

  async function accept() {
    setProblem(undefined);
    try {
      const tenant = await data(api.POST("/api/v1/auth/invitations/accept", { body: { token } }));
      enter(await data(api.POST("/api/v1/auth/tenant", { body: { tenant_id: tenant.id } })));
      onAccepted();
    } catch (error) {
      setProblem(error);
    }
  }

  return (
    <>
      {who && !opened ? (
        <Stack gap="xs">
          {problem !== undefined && <ProblemAlert error={problem} />}
          <Text size="sm" ta="center">
            You are signed in as {who.email}.
          </Text>
          <Button variant="default" onClick={() => void accept()}>
            Accept the invitation
          </Button>
        </Stack>
      ) : (
        <Text size="sm" ta="center">
          You have an account already?{" "}
          <Anchor component="button" type="button" onClick={() => setOpened(true)}>
            Sign in and accept
          </Anchor>
        </Text>
      )}
      <Modal opened={opened} onClose={() => setOpened(false)} title="Sign in and accept">
        <Stack>
          {problem !== undefined && <ProblemAlert error={problem} />}
          <SignInForm
            email={email}
            onSignedIn={(signedIn) => {
              enter(signedIn);
              void accept();
            }}
          />
          <ProviderButtons way={{ href: `/join#token=${encodeURIComponent(token)}` }} />
        </Stack>
      </Modal>
    </>
  );
}
