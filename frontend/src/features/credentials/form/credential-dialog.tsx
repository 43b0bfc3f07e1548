import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { credentialKindsQuery, credentialQuery } from "~/api/queries/credentials";
import type { Credential } from "~/api/shapes";
import { QueryView } from "~/ui/query-view";
import { CredentialForm } from "./credential-form";

export type CredentialDialogProps = {
  /** What is changed; a new one is made without it. */
  credential: Credential | null;
  mayBeForAll: boolean;
  onClose: () => void;
  onSaved: (saved: Credential) => void;
};

/** Makes a credential, or changes one as it is now. */
export function CredentialDialog({ credential, ...props }: CredentialDialogProps) {
  const kinds = useQuery(credentialKindsQuery());
  const title = credential ? `Change “${credential.name}”` : "New credential";
  return (
    <Modal opened onClose={props.onClose} title={title} size="lg" closeOnClickOutside={false}>
      <QueryView query={kinds}>
        {(all) =>
          credential ? (
            <Changed id={credential.id} kinds={all} {...props} />
          ) : (
            <CredentialForm kinds={all} {...props} />
          )
        }
      </QueryView>
    </Modal>
  );
}

type ChangedProps = Omit<Parameters<typeof CredentialForm>[0], "before"> & { id: string };

function Changed({ id, ...props }: ChangedProps) {
  const query = useQuery({ ...credentialQuery(id), refetchOnWindowFocus: false, refetchOnReconnect: false });
  return <QueryView query={query}>{(before) => <CredentialForm before={before} {...props} />}</QueryView>;
}
