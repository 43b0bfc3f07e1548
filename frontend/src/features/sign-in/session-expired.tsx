import { Button, Modal, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useStore } from "zustand";
import { enter, inTenant, isSamePerson, leave, session } from "~/api/session";
import type { SignedIn } from "~/api/shapes";
import { notifyProblem } from "~/ui/notify";
import { ProviderButtons } from "./provider-buttons";
import { SignInForm } from "./sign-in-form";

const LEAVES =
  "Signing in there leaves this page and comes back to it. Changes of an open workflow are kept in this browser; what stands in other fields is not.";

/** Asks to sign in again, over whatever is open, so that nothing typed is lost. */
export function SessionExpired() {
  const ended = useStore(session, (now) => (now.state === "expired" ? now : undefined));
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { href } = useLocation();

  async function goOn(signedIn: SignedIn) {
    const tenant = ended?.tenant;
    if (!isSamePerson(signedIn)) {
      await goAway();
      enter(signedIn);
      return navigate({ to: "/workflows" });
    }
    try {
      enter(await inTenant(signedIn, tenant?.id));
      await queryClient.invalidateQueries();
    } catch (error) {
      enter(signedIn);
      queryClient.clear();
      notifyProblem(`You cannot go on in ${tenant?.name ?? "your tenant"}`, error);
    }
  }

  /** Nothing holds back who is signed out already; the browser keeps what was not saved. */
  async function goAway() {
    leave();
    queryClient.clear();
    await navigate({ to: "/sign-in", ignoreBlocker: true });
  }

  return (
    <Modal opened={ended !== undefined} onClose={() => {}} withCloseButton={false} title="Sign in again">
      <Stack>
        <Text size="sm">Your session has ended. What you have typed is still here.</Text>
        {ended && (
          <>
            <SignInForm email={ended.user.email} onSignedIn={(signedIn) => void goOn(signedIn)} />
            <ProviderButtons way={{ href, tenantId: ended.tenant?.id }} note={LEAVES} />
          </>
        )}
        <Button variant="subtle" color="gray" onClick={() => void goAway()}>
          Sign in as somebody else
        </Button>
      </Stack>
    </Modal>
  );
}
