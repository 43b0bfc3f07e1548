import { Alert, Button, Group, Modal, Stack } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import type { NewApiKey } from "~/api/shapes";
import { CopyField } from "~/ui/copy-field";
import { curlExample } from "./curl";
import { NewKeyForm } from "./new-key-form";

export type NewKeyDialogProps = { permissions: readonly string[]; opened: boolean; onClose: () => void };

/** Make a key, then show it, this once. While it is shown nothing but its button closes the dialog. */
export function NewKeyDialog({ permissions, opened, onClose }: NewKeyDialogProps) {
  const [made, setMade] = useState<NewApiKey>();

  function close() {
    setMade(undefined);
    onClose();
  }

  return (
    <Modal
      opened={opened || made !== undefined}
      onClose={close}
      title={made ? `The key “${made.name}”` : "New API key"}
      size="lg"
      closeOnClickOutside={false}
      closeOnEscape={!made}
      withCloseButton={!made}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {made ? <Shown made={made} onClose={close} /> : null}
      {!made && <NewKeyForm permissions={permissions} onMade={setMade} onCancel={close} />}
    </Modal>
  );
}

function Shown({ made, onClose }: { made: NewApiKey; onClose: () => void }) {
  return (
    <Stack>
      <Alert
        color="orange"
        icon={<IconAlertTriangle aria-hidden />}
        title="This is the only time you see it"
        role="status"
      >
        Copy it now to where it is used. Treat it like a password: whoever has it acts as you.
      </Alert>
      <CopyField label="Key" text={made.key} />
      <CopyField label="Try it" text={curlExample(made.key, location.origin)} />
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          I have stored it
        </Button>
      </Group>
    </Stack>
  );
}
