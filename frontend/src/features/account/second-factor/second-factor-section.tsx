import { Badge, Button, Group, Modal, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { newRecoveryCodes, removeSecondFactor } from "~/api/queries/account";
import { meQuery } from "~/api/queries/session";
import type { Me } from "~/api/shapes";
import { plural } from "~/lib/format";
import { notifyDone } from "~/ui/notify";
import { Section } from "~/ui/section";
import { ConfirmDialog } from "./confirm-dialog";
import { EnableDialog } from "./enable-dialog";
import { RecoveryCodes } from "./recovery-codes";

export type SecondFactorSectionProps = { me: Me };

const FEW = 3;

/** A code of an app besides the password: turning it on and off, and its recovery codes. */
export function SecondFactorSection({ me }: SecondFactorSectionProps) {
  const [open, setOpen] = useState<"enable" | "codes" | "remove" | null>(null);
  const [codes, setCodes] = useState<readonly string[]>();
  const queryClient = useQueryClient();
  const isOn = me.has_second_factor;

  async function close() {
    setOpen(null);
    setCodes(undefined);
    await queryClient.invalidateQueries({ queryKey: meQuery().queryKey });
  }

  return (
    <Section
      title="Second factor"
      about="Besides your password, signing in asks for a code that an app on your phone shows."
      actions={
        <Badge color={isOn ? "green" : "gray"} variant="light" tt="none" size="lg">
          {isOn ? "On" : "Off"}
        </Badge>
      }
    >
      {isOn && (
        <Text size="sm" {...(me.recovery_codes_left <= FEW && { c: "red" })}>
          {plural(me.recovery_codes_left, "recovery code")} left.
        </Text>
      )}
      <Group>
        {isOn ? (
          <>
            <Button variant="default" onClick={() => setOpen("codes")}>
              New recovery codes
            </Button>
            <Button variant="outline" color="red" onClick={() => setOpen("remove")}>
              Turn it off
            </Button>
          </>
        ) : (
          <Button onClick={() => setOpen("enable")}>Turn it on</Button>
        )}
      </Group>
      {open === "enable" && <EnableDialog onClose={() => void close()} />}
      {open === "codes" && !codes && (
        <ConfirmDialog
          title="New recovery codes"
          action="Make new codes"
          hasPassword={me.has_password}
          onConfirm={async (confirmation) => setCodes(await newRecoveryCodes(confirmation))}
          onClose={() => void close()}
        >
          The codes that you have are good no more.
        </ConfirmDialog>
      )}
      {codes && (
        <Modal opened onClose={() => {}} withCloseButton={false} title="New recovery codes">
          <RecoveryCodes codes={codes} onDone={() => void close()} />
        </Modal>
      )}
      {open === "remove" && (
        <ConfirmDialog
          title="Turn off the second factor?"
          action="Turn it off"
          isDangerous
          hasPassword={me.has_password}
          onConfirm={async (confirmation) => {
            await removeSecondFactor(confirmation);
            notifyDone("The second factor is off.");
            await close();
          }}
          onClose={() => void close()}
        >
          Your password alone will be enough to sign in.
        </ConfirmDialog>
      )}
    </Section>
  );
}
