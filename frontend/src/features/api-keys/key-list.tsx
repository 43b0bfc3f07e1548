import { Button, Stack } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { apiKeysQuery } from "~/api/queries/api-keys";
import type { ApiKey, Me } from "~/api/shapes";
import { useFilters } from "~/lib/filters";
import { plural } from "~/lib/format";
import { EmptyState } from "~/ui/empty-state";
import { LoadMore } from "~/ui/load-more";
import { QueryView } from "~/ui/query-view";
import { KeyTable } from "./key-table";

export type KeyListProps = { all: boolean; me: Me | undefined };

/** Keys that are good, and on demand those that were. */
export function KeyList({ all, me }: KeyListProps) {
  const query = useInfiniteQuery(apiKeysQuery({ all }));
  return (
    <QueryView query={query}>
      {({ pages }) => {
        const keys = pages.flatMap((page) => page.items);
        const active = keys.filter(({ state }) => state === "active");
        return (
          <Stack>
            {active.length > 0 ? (
              <KeyTable label="API keys" keys={active} me={me} showsOwner={all} />
            ) : (
              <EmptyState icon={<IconKey aria-hidden />} title="No API keys">
                A key lets a program do what you may do here, or less of it.
              </EmptyState>
            )}
            <OldKeys keys={keys.filter(({ state }) => state !== "active")} me={me} all={all} />
            <LoadMore query={query} of="API keys" />
          </Stack>
        );
      }}
    </QueryView>
  );
}

function OldKeys({ keys, me, all }: { keys: readonly ApiKey[]; me: Me | undefined; all: boolean }) {
  const [address, change] = useFilters();
  const isShown = address.old === "yes";
  if (keys.length === 0) return null;
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        aria-expanded={isShown}
        onClick={() => change({ old: isShown ? undefined : "yes" })}
      >
        {isShown ? "Hide" : "Show"} {plural(keys.length, "key that is", "keys that are")} expired or revoked
      </Button>
      {isShown && <KeyTable label="Expired and revoked API keys" keys={keys} me={me} showsOwner={all} />}
    </>
  );
}
