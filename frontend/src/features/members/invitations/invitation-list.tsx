import { SegmentedControl, Stack } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { invitationsQuery } from "~/api/queries/invitations";
import { useFilters } from "~/lib/filters";
import { EmptyState } from "~/ui/empty-state";
import { LoadMore } from "~/ui/load-more";
import { QueryView } from "~/ui/query-view";
import { invitationState } from "../address";
import { InvitationTable } from "./invitation-table";

const STATES = [
  { value: "all", label: "All" },
  { value: "open", label: "Open" },
  { value: "accepted", label: "Accepted" },
  { value: "expired", label: "Expired" },
  { value: "revoked", label: "Revoked" },
];

/** Who was invited, the newest first, and what became of that. */
export function InvitationList() {
  const [address, change] = useFilters();
  const state = invitationState(address);
  const query = useInfiniteQuery(invitationsQuery(state));
  return (
    <>
      <SegmentedControl
        aria-label="State of the invitations"
        w="fit-content"
        data={STATES}
        value={state ?? "all"}
        onChange={(next) => change({ state: next === "all" ? undefined : next })}
      />
      <QueryView query={query}>
        {({ pages }) => {
          const invitations = pages.flatMap((page) => page.items);
          if (invitations.length === 0)
            return (
              <EmptyState
                icon={<IconMail aria-hidden />}
                title={state ? `No ${state} invitations` : "Nobody was invited yet"}
              >
                Invite somebody by their e-mail address: you get a link to send to them.
              </EmptyState>
            );
          return (
            <Stack aria-busy={query.isPlaceholderData}>
              <InvitationTable invitations={invitations} />
              <LoadMore query={query} of="invitations" />
            </Stack>
          );
        }}
      </QueryView>
    </>
  );
}
