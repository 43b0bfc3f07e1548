import { Table } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { revokeApiKey } from "~/api/queries/api-keys";
import type { ApiKey, Me } from "~/api/shapes";
import { confirm } from "~/ui/confirm";
import { notifyDone, notifyProblem } from "~/ui/notify";
import { RowActionsHeading } from "~/ui/row-actions";
import { KeyRow } from "./key-row";

export type KeyTableProps = {
  label: string;
  keys: readonly ApiKey[];
  me: Me | undefined;
  showsOwner: boolean;
};

/** Keys below one another; those that are good can be revoked by whoever may. */
export function KeyTable({ label, keys, me, showsOwner }: KeyTableProps) {
  const queryClient = useQueryClient();
  const revoking = useMutation({
    mutationFn: (key: ApiKey) => revokeApiKey(key.id),
    onSuccess: (_, { name }) => notifyDone(`“${name}” is revoked.`),
    onError: (error) => notifyProblem("The key was not revoked", error),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["api-keys"] }),
  });

  function ask(key: ApiKey) {
    confirm({
      title: `Revoke “${key.name}”?`,
      children: "Programs that use it are refused from then on. This cannot be undone.",
      action: "Revoke the key",
      onConfirm: () => revoking.mutate(key),
    });
  }

  return (
    <Table.ScrollContainer minWidth={640}>
      <Table aria-label={label} verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Key</Table.Th>
            {showsOwner && <Table.Th scope="col">Whose</Table.Th>}
            <Table.Th scope="col">May</Table.Th>
            <Table.Th scope="col">Last used</Table.Th>
            <Table.Th scope="col">Ends</Table.Th>
            <RowActionsHeading />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((key) => (
            <KeyRow
              key={key.id}
              apiKey={key}
              showsOwner={showsOwner}
              onRevoke={mayRevoke(key, me) ? () => ask(key) : undefined}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function mayRevoke({ state, user_id }: ApiKey, me: Me | undefined): boolean {
  if (state !== "active" || !me) return false;
  const needed = user_id === me.id ? ["api_keys.delete", "api_keys.manage"] : ["api_keys.manage"];
  return needed.some((each) => me.permissions.includes(each));
}
