import { Button, Center, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { isProblem } from "~/api/problem";
import { beginSecondFactor, confirmSecondFactor } from "~/api/queries/account";
import { CopyField } from "~/ui/copy-field";
import { ProblemAlert } from "~/ui/problem-alert";
import { QueryView } from "~/ui/query-view";
import { QrCode } from "./qr-code";
import { RecoveryCodes } from "./recovery-codes";

export type EnableDialogProps = { onClose: () => void };

/** Show a new secret to an app, confirm it by a code, and show the recovery codes. */
export function EnableDialog({ onClose }: EnableDialogProps) {
  const [codes, setCodes] = useState<readonly string[]>();
  return (
    <Modal
      opened
      onClose={onClose}
      title={codes ? "Your second factor is on" : "Turn on a second factor"}
      closeOnClickOutside={false}
      closeOnEscape={!codes}
      withCloseButton={!codes}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {codes ? (
        <RecoveryCodes codes={codes} onDone={onClose} />
      ) : (
        <Steps onConfirmed={setCodes} onCancel={onClose} />
      )}
    </Modal>
  );
}

type StepsProps = { onConfirmed: (codes: readonly string[]) => void; onCancel: () => void };

function Steps({ onConfirmed, onCancel }: StepsProps) {
  const secret = useQuery({
    queryKey: ["new-second-factor"],
    queryFn: beginSecondFactor,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return (
    <QueryView query={secret}>
      {(found) => (
        <Stack>
          <Text size="sm">Scan this with an authenticator app, or type the secret there.</Text>
          <Center>
            <QrCode text={found.otpauth_uri} label="QR code of the secret" />
          </Center>
          <CopyField label="Secret" text={found.secret.replaceAll(/(.{4})(?=.)/g, "$1 ")} />
          <CodeForm onConfirmed={onConfirmed} onCancel={onCancel} />
        </Stack>
      )}
    </QueryView>
  );
}

function CodeForm({ onConfirmed, onCancel }: StepsProps) {
  const [code, setCode] = useState("");
  const confirming = useMutation({
    mutationFn: () => confirmSecondFactor(code.replaceAll(/\s/g, "")),
    onSuccess: onConfirmed,
  });
  const refused = isProblem(confirming.error) ? confirming.error.errorAt("/code") : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        confirming.mutate();
      }}
    >
      <Stack>
        {confirming.error && !refused && <ProblemAlert error={confirming.error} />}
        <TextInput
          data-autofocus
          label="Code that the app shows"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={refused && "This is not the code of now. Wait for the next one and try again."}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={confirming.isPending} disabled={code.trim() === ""}>
            Turn it on
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
