import { Button, SegmentedControl } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { meQuery } from "~/api/queries/session";
import { useFilters } from "~/lib/filters";
import { Page } from "~/ui/page";
import { KeyList } from "./key-list";
import { NewKeyDialog } from "./new-key-dialog";

/** Keys for programs: one's own, and everybody's for who looks after them. */
export function ApiKeysPage() {
  const [address, change] = useFilters();
  const me = useQuery(meQuery()).data;
  const canCreate = me?.permissions.includes("api_keys.create") ?? false;
  const canManage = me?.permissions.includes("api_keys.manage") ?? false;
  const all = canManage && address.whose === "all";

  return (
    <Page
      title="API keys"
      about="For programs that act in your name: send the key as the header X-API-Key."
      actions={
        canCreate && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ dialog: "new" })}>
            New API key
          </Button>
        )
      }
    >
      {canManage && (
        <SegmentedControl
          aria-label="Whose keys"
          w="fit-content"
          value={all ? "all" : "mine"}
          onChange={(whose) => change({ whose: whose === "all" ? "all" : undefined })}
          data={[
            { value: "mine", label: "Mine" },
            { value: "all", label: "Everybody's" },
          ]}
        />
      )}
      <KeyList all={all} me={me} />
      {canCreate && (
        <NewKeyDialog
          permissions={me?.permissions ?? []}
          opened={address.dialog === "new"}
          onClose={() => change({ dialog: undefined })}
        />
      )}
    </Page>
  );
}
