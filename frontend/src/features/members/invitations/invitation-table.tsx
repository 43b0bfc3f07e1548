import { Badge, Button, Table } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { invitationsKey, revokeInvitation } from "~/api/queries/invitations";
import type { Invitation } from "~/api/shapes";
import { confirm } from "~/ui/confirm";
import { notifyDone, notifyProblem } from "~/ui/notify";
import { RowActions, RowActionsHeading } from "~/ui/row-actions";
import { TimeAgo } from "~/ui/time-ago";

export type InvitationTableProps = { invitations: readonly Invitation[] };

const COLOURS = { open: "blue", accepted: "green", expired: "gray", revoked: "orange" } as const;

/** Invitations as rows; those that are open can be revoked. */
export function InvitationTable({ invitations }: InvitationTableProps) {
  const queryClient = useQueryClient();
  const revoking = useMutation({
    mutationFn: ({ id }: Invitation) => revokeInvitation(id),
    onSuccess: (_, { email }) => notifyDone(`The invitation of ${email} is revoked.`),
    onError: (error) => notifyProblem("The invitation was not revoked", error),
    onSettled: () => queryClient.invalidateQueries({ queryKey: invitationsKey }),
  });
  const ask = (invitation: Invitation) =>
    confirm({
      title: `Revoke the invitation of ${invitation.email}?`,
      children: "Its link is worth nothing from then on. You can invite them again.",
      action: "Revoke",
      onConfirm: () => revoking.mutate(invitation),
    });
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table aria-label="Invitations" verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">E-mail</Table.Th>
            <Table.Th scope="col">Role</Table.Th>
            <Table.Th scope="col">State</Table.Th>
            <Table.Th scope="col">Invited</Table.Th>
            <Table.Th scope="col">Link ends</Table.Th>
            <RowActionsHeading />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {invitations.map((each) => (
            <Table.Tr key={each.id}>
              <Table.Th scope="row" fw={500}>
                {each.email}
              </Table.Th>
              <Table.Td>{each.role.name}</Table.Td>
              <Table.Td>
                <Badge color={COLOURS[each.state]} variant="light" tt="none" radius="sm">
                  {each.state}
                </Badge>
              </Table.Td>
              <Table.Td>
                <TimeAgo at={each.created_at} />
              </Table.Td>
              <Table.Td>{each.state === "open" ? <TimeAgo at={each.expires_at} /> : "–"}</Table.Td>
              <RowActions>
                {each.state === "open" && (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    color="red"
                    onClick={() => ask(each)}
                    aria-label={`Revoke the invitation of ${each.email}`}
                  >
                    Revoke
                  </Button>
                )}
              </RowActions>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
