import { Table } from "@mantine/core";
import type { Me, Member, Role } from "~/api/shapes";
import { RowActionsHeading } from "~/ui/row-actions";
import { refusals } from "../rank";
import { MemberMenu } from "./member-menu";
import { MemberRow } from "./member-row";
import { useMemberActions } from "./use-member-actions";

export type MemberTableProps = {
  members: readonly Member[];
  me: Me;
  roles: readonly Role[] | undefined;
  onRoles: (member: Member) => void;
  onReset: (member: Member) => void;
};

/** Members as rows. */
export function MemberTable({ members, me, roles, onRoles, onReset }: MemberTableProps) {
  const { setStatus, remove } = useMemberActions(me);
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table aria-label="Members" verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Member</Table.Th>
            <Table.Th scope="col">Roles</Table.Th>
            <Table.Th scope="col">Status</Table.Th>
            <Table.Th scope="col">Last sign-in</Table.Th>
            <Table.Th scope="col">Member since</Table.Th>
            <RowActionsHeading />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members.map((member) => (
            <MemberRow key={member.id} member={member} isMe={member.id === me.id}>
              <MemberMenu
                member={member}
                me={me}
                refused={refusals(member, me, roles)}
                onRoles={() => onRoles(member)}
                onStatus={() => setStatus(member)}
                onReset={() => onReset(member)}
                onRemove={() => remove(member)}
              />
            </MemberRow>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
