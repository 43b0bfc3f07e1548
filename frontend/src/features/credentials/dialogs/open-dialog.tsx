import type { Credential, CredentialKind } from "~/api/shapes";
import { CredentialDialog } from "../form/credential-dialog";
import { needsConsent } from "../kinds";
import { ConnectDialog } from "./connect-dialog";
import { DeleteDialog } from "./delete-dialog";
import { TestDialog } from "./test-dialog";
import { UsesDialog } from "./uses-dialog";

export type OpenDialogProps = {
  dialog: string | undefined;
  id: string | undefined;
  all: readonly Credential[];
  kinds: readonly CredentialKind[];
  canCreate: boolean;
  mayBeForAll: boolean;
  onOpen: (dialog: string | undefined, id?: string) => void;
};

/** The dialog that the address asks for, when there is something to show and one may. */
export function OpenDialog({ dialog, id, all, kinds, canCreate, mayBeForAll, onOpen }: OpenDialogProps) {
  const close = () => onOpen(undefined);
  const saved = (made: Credential) => {
    const kind = kinds.find(({ name }) => name === made.kind);
    if (needsConsent(kind) && !made.is_authorized) onOpen("connect", made.id);
    else close();
  };
  const forms = { mayBeForAll, onClose: close, onSaved: saved };
  if (dialog === "new") return canCreate ? <CredentialDialog credential={null} {...forms} /> : null;
  const credential = all.find((each) => each.id === id);
  if (credential === undefined) return null;
  if (dialog === "uses") return <UsesDialog credential={credential} onClose={close} />;
  if (!credential.may_change) return null;
  if (dialog === "change") return <CredentialDialog credential={credential} {...forms} />;
  if (dialog === "connect") return <ConnectDialog credential={credential} onClose={close} />;
  if (dialog === "delete") return <DeleteDialog credential={credential} onClose={close} />;
  if (dialog !== "test") return null;
  const kind = kinds.find(({ name }) => name === credential.kind);
  return <TestDialog credential={credential} kind={kind} onClose={close} />;
}
