import { Anchor, Modal, Text } from "@mantine/core";
import { useState } from "react";
import { api, data } from "~/api/client";
import { enter } from "~/api/session";
import type { SignedIn } from "~/api/shapes";
import { ProblemAlert } from "~/ui/problem-alert";
import { SignInForm } from "./sign-in-form";

export type AcceptInvitationProps = { token: string; email: string; onAccepted: () => void };

/** For who has an account with the invited address: sign in, accept, and go on in the inviting tenant. */
export function AcceptInvitation({ token, email, onAccepted }: AcceptInvitationProps) {
  const [opened, setOpened] = useState(false);
  const [problem, setProblem] = useState<unknown>();

  async function accept(signedIn: SignedIn) {
    enter(signedIn);
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
      <Text size="sm" ta="center">
        You have an account already?{" "}
        <Anchor component="button" type="button" onClick={() => setOpened(true)}>
          Sign in and accept
        </Anchor>
      </Text>
      <Modal opened={opened} onClose={() => setOpened(false)} title="Sign in and accept">
        {problem !== undefined && <ProblemAlert error={problem} />}
        <SignInForm email={email} onSignedIn={(signedIn) => void accept(signedIn)} />
      </Modal>
    </>
  );
}
