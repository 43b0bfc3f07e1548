import { Anchor, Badge, Button, Group, List, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { credentialUsesQuery } from "~/api/queries/credentials";
import type { CredentialUse } from "~/api/shapes";
import { QueryView } from "~/ui/query-view";

export type UseListProps = { credentialId: string };

/** The workflows that name a credential, of those that one may see. */
export function UseList({ credentialId }: UseListProps) {
  const query = useInfiniteQuery(credentialUsesQuery(credentialId));
  return (
    <QueryView query={query}>
      {({ pages }) => {
        const uses = pages.flatMap((page) => page.items);
        if (uses.length === 0)
          return <Text size="sm">No workflow that you may see names this credential.</Text>;
        return (
          <>
            <List listStyleType="none" spacing="xs" aria-label="Workflows that name it">
              {uses.map((use) => (
                <List.Item key={use.workflow_id}>
                  <Use use={use} />
                </List.Item>
              ))}
            </List>
            {query.hasNextPage && (
              <Button
                mt="sm"
                size="xs"
                variant="default"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                Load more
              </Button>
            )}
          </>
        );
      }}
    </QueryView>
  );
}

function Use({ use }: { use: CredentialUse }) {
  return (
    <Group gap="xs">
      <Anchor
        dir="auto"
        renderRoot={(props) => (
          <Link to="/workflows/$workflowId" params={{ workflowId: use.workflow_id }} {...props} />
        )}
      >
        {use.name}
      </Anchor>
      {use.is_published && <Mark text="Published" />}
      {use.is_in_draft && <Mark text="Draft" />}
      {!use.is_bound && (
        <Badge color="orange" variant="light" tt="none" radius="sm">
          May not use it
        </Badge>
      )}
    </Group>
  );
}

function Mark({ text }: { text: string }) {
  return (
    <Badge color="gray" variant="light" tt="none" radius="sm">
      {text}
    </Badge>
  );
}
