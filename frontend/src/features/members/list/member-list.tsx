import { Button, Stack } from "@mantine/core";
import { IconUserSearch } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { membersQuery } from "~/api/queries/members";
import { allRolesQuery } from "~/api/queries/roles";
import type { Me, Member } from "~/api/shapes";
import { useFilters } from "~/lib/filters";
import { EmptyState } from "~/ui/empty-state";
import { LoadMore } from "~/ui/load-more";
import { QueryView } from "~/ui/query-view";
import { NO_FILTERS, wantedMembers } from "../address";
import { MemberTable } from "./member-table";
import { ResetLinkDialog } from "./reset-link-dialog";
import { RolesDialog } from "./roles-dialog";

export type MemberListProps = { me: Me };

type Dialog = { readonly of: "roles" | "reset"; readonly member: Member };

/** The members that the address asks for, and what can be done with each. */
export function MemberList({ me }: MemberListProps) {
  const [address] = useFilters();
  const query = useInfiniteQuery(membersQuery(wantedMembers(address)));
  const roles = useQuery(allRolesQuery()).data;
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  return (
    <>
      <QueryView query={query}>
        {({ pages }) => {
          const members = pages.flatMap((page) => page.items);
          if (members.length === 0) return <Nobody />;
          return (
            <Stack aria-busy={query.isPlaceholderData}>
              <MemberTable
                members={members}
                me={me}
                roles={roles}
                onRoles={(member) => setDialog({ of: "roles", member })}
                onReset={(member) => setDialog({ of: "reset", member })}
              />
              <LoadMore query={query} of="members" />
            </Stack>
          );
        }}
      </QueryView>
      {dialog?.of === "roles" && <RolesDialog member={dialog.member} me={me} onClose={close} />}
      {dialog?.of === "reset" && <ResetLinkDialog member={dialog.member} onClose={close} />}
    </>
  );
}

function Nobody() {
  const [, change] = useFilters();
  return (
    <EmptyState
      icon={<IconUserSearch aria-hidden />}
      title="No member fits"
      action={
        <Button variant="default" onClick={() => change(NO_FILTERS)}>
          Clear the filters
        </Button>
      }
    >
      Try another word, or fewer filters.
    </EmptyState>
  );
}
