import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { meQuery } from "~/api/queries/session";
import type { Me } from "~/api/shapes";
import { useFilters } from "~/lib/filters";
import { Page } from "~/ui/page";
import { QueryView } from "~/ui/query-view";
import { InvitationList } from "./invitations/invitation-list";
import { InviteDialog } from "./invitations/invite-dialog";
import { MemberFilterBar } from "./list/member-filter-bar";
import { MemberList } from "./list/member-list";
import { PeopleNav } from "./people-nav";

/** Who is in the tenant with which roles, and who was invited. */
export function MembersPage() {
  const query = useQuery(meQuery());
  const [address, change] = useFilters();
  const mayInvite = query.data?.permissions.includes("users.invite") ?? false;
  return (
    <Page
      title="Members"
      about="Who is in this tenant, and what they may do here."
      actions={
        mayInvite && (
          <Button
            leftSection={<IconUserPlus size={16} aria-hidden />}
            onClick={() => change({ dialog: "invite" })}
          >
            Invite somebody
          </Button>
        )
      }
    >
      <QueryView query={query}>{(me) => <Content me={me} />}</QueryView>
      {mayInvite && (
        <InviteDialog
          opened={address.dialog === "invite"}
          onClose={() => change({ dialog: undefined })}
          mine={query.data?.permissions ?? []}
        />
      )}
    </Page>
  );
}

function Content({ me }: { me: Me }) {
  const [address] = useFilters();
  const isAtInvitations = address.tab === "invitations" && me.permissions.includes("users.invite");
  return (
    <>
      <PeopleNav at={isAtInvitations ? "invitations" : "members"} permissions={me.permissions} />
      {isAtInvitations ? (
        <InvitationList />
      ) : (
        <>
          <MemberFilterBar />
          <MemberList me={me} />
        </>
      )}
    </>
  );
}
