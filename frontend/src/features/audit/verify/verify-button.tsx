import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconShieldCheck } from "@tabler/icons-react";
import type { LogName } from "~/api/queries/audit";
import { VerifyForm } from "./verify-form";

export type VerifyButtonProps = { log: LogName };

/** Opens what shows that nobody changed the log. */
export function VerifyButton({ log }: VerifyButtonProps) {
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconShieldCheck size={16} aria-hidden />}
        onClick={dialog.open}
      >
        Verify
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title="Verify the log" size="lg">
        <VerifyForm log={log} onClose={dialog.close} />
      </Modal>
    </>
  );
}
