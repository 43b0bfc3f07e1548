import { List, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { rolesQuery } from "~/api/queries/shares";
import type { WorkflowDetail } from "~/api/shapes";
import { MEANINGS, roleAllows } from "./levels";

export type RolesAnywayProps = { workflow: WorkflowDetail };

/** What each level means, and what roles allow without any share. */
export function RolesAnyway({ workflow }: RolesAnywayProps) {
  const roles = useQuery(rolesQuery()).data;
  const allowed = roles?.flatMap((role) => {
    const allows = roleAllows(role, workflow.visibility);
    return allows === null ? [] : [{ id: role.id, name: role.name, allows }];
  });
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        What the levels allow
      </Title>
      <List size="sm">
        {MEANINGS.map(({ level, label, allows }) => (
          <List.Item key={level}>
            <b>{label}</b>: {allows}
          </List.Item>
        ))}
      </List>
      {allowed && (
        <>
          <Title order={3} size="h5">
            What roles allow anyway
          </Title>
          {allowed.length === 0 && <Text size="sm">Nothing: the workflow is private.</Text>}
          <List size="sm">
            {allowed.map(({ id, name, allows }) => (
              <List.Item key={id}>
                <b>{name}</b>: {allows}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Stack>
  );
}
