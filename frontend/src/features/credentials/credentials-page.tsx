import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { credentialKindsQuery, credentialsQuery } from "~/api/queries/credentials";
import { meQuery } from "~/api/queries/session";
import { useFilters } from "~/lib/filters";
import { Page } from "~/ui/page";
import { QueryView } from "~/ui/query-view";
import { OpenDialog } from "./dialogs/open-dialog";
import { CredentialList } from "./list/credential-list";
import { FilterBar } from "./list/filter-bar";

/** Named access to services: which there are, and what may use them. Secrets are never shown. */
export function CredentialsPage() {
  const [address, change] = useFilters();
  const permissions = useQuery(meQuery()).data?.permissions ?? [];
  const query = useQuery(credentialsQuery());
  const kinds = useQuery(credentialKindsQuery()).data ?? [];
  const canCreate = permissions.includes("credentials.create");
  const open = (dialog: string | undefined, credential?: string) => change({ dialog, credential });
  return (
    <Page
      title="Credentials"
      about="Access to services that workflows use by name. Secrets go in, and are never shown again."
      actions={
        canCreate && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open("new")}>
            New credential
          </Button>
        )
      }
    >
      <QueryView query={query}>
        {(all) => (
          <>
            {all.length > 0 && <FilterBar kinds={kinds} />}
            <CredentialList all={all} kinds={kinds} canCreate={canCreate} onOpen={open} />
            <OpenDialog
              dialog={address.dialog}
              id={address.credential}
              all={all}
              kinds={kinds}
              canCreate={canCreate}
              mayBeForAll={permissions.includes("credentials.manage")}
              onOpen={open}
            />
          </>
        )}
      </QueryView>
    </Page>
  );
}
