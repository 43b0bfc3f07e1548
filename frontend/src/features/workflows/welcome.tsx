import { Anchor, Card, CloseButton, Group, SimpleGrid, Text, Title } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { workflowsQuery } from "~/api/queries/workflows";
import type { WorkflowItem } from "~/api/shapes";
import { LIST_CLOSED, noteGreeted } from "~/lib/greeting";

const EXAMPLE = "example";
const MOST = 3;

/** Greets who comes for the first time, with the example workflows that run at once. Stays away once closed. */
export function Welcome() {
  const [isSeen, setSeen] = useLocalStorage({
    key: LIST_CLOSED,
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const examples = useInfiniteQuery({
    ...workflowsQuery({ tags: [EXAMPLE], sort: "created_at" }),
    enabled: !isSeen,
  }).data?.pages[0]?.items.slice(0, MOST);
  const isShown = !isSeen && examples !== undefined && examples.length > 0;
  useEffect(() => {
    if (isShown) noteGreeted();
  }, [isShown]);
  if (!isShown) return null;
  return (
    <Card withBorder component="section" aria-label="Welcome">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2} size="h3">
            Welcome to Thaiyyal
          </Title>
          <Text size="sm" c="dimmed">
            These examples run without any set-up. Open one, press Run, and look at what each node gives.
          </Text>
        </div>
        <CloseButton aria-label="Close the welcome" onClick={() => setSeen(true)} />
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 3 }} mt="md">
        {examples.map((example) => (
          <ExampleCard key={example.id} example={example} />
        ))}
      </SimpleGrid>
    </Card>
  );
}

function ExampleCard({ example }: { example: WorkflowItem }) {
  return (
    <Card withBorder padding="sm" bg="var(--mantine-color-body)">
      <Anchor
        fw={600}
        size="sm"
        renderRoot={(props) => (
          <Link to="/workflows/$workflowId" params={{ workflowId: example.id }} {...props} />
        )}
      >
        {example.name}
      </Anchor>
      <Text size="sm" c="dimmed" lineClamp={3}>
        {example.description.split("\n\n")[0]}
      </Text>
    </Card>
  );
}
