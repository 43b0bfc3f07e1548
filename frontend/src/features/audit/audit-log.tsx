import { Button, Group } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { LogName } from "~/api/queries/audit";
import { meQuery } from "~/api/queries/session";
import { useFilters } from "~/lib/filters";
import { wantedEntries } from "./address";
import { ExportButton } from "./export-button";
import { EntryList } from "./list/entry-list";
import { FilterBar } from "./list/filter-bar";
import { VerifyButton } from "./verify/verify-button";

export type AuditLogProps = { log: LogName };

/** A log with all that can be done with it: narrow, read, download, verify. */
export function AuditLog({ log }: AuditLogProps) {
  const [address] = useFilters();
  const [now, setNow] = useState(() => Date.now());
  const queryClient = useQueryClient();
  const permissions = useQuery(meQuery()).data?.permissions ?? [];
  const filters = wantedEntries(address, now);

  function renew() {
    setNow(Date.now());
    void queryClient.resetQueries({ queryKey: ["audit", log] });
  }

  return (
    <>
      <FilterBar log={log} />
      <Group gap="sm">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={renew}
        >
          Show the newest
        </Button>
        {(log === "platform" || permissions.includes("audit.export")) && (
          <ExportButton log={log} filters={filters} />
        )}
        <VerifyButton log={log} />
      </Group>
      <EntryList log={log} filters={filters} />
    </>
  );
}
