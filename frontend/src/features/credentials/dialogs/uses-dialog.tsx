import { Modal } from "@mantine/core";
import type { Credential } from "~/api/shapes";
import { UseList } from "./use-list";

export type UsesDialogProps = { credential: Credential; onClose: () => void };

/** Where a credential is used. */
export function UsesDialog({ credential, onClose }: UsesDialogProps) {
  return (
    <Modal opened onClose={onClose} title={`Workflows that name “${credential.name}”`}>
      <UseList credentialId={credential.id} />
    </Modal>
  );
}
