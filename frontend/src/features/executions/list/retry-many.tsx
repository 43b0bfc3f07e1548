import { Alert, Button, Group, List, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { retryDead } from "~/api/queries/execution-lists";
import type { Retried } from "~/api/shapes";
import { plural } from "~/lib/format";
import { ProblemAlert } from "~/ui/problem-alert";

export type RetryManyProps = { chosen: readonly string[]; onDone: () => void };

/** The server takes so many at once. */
const MOST = 100;

/** Retries the chosen executions that were given up, and says what became of each. */
export function RetryMany({ chosen, onDone }: RetryManyProps) {
  const cache = useQueryClient();
  const retrying = useMutation({
    mutationFn: retryDead,
    onSuccess: async () => {
      onDone();
      await cache.invalidateQueries({ queryKey: ["executions"] });
    },
  });
  return (
    <>
      <Group gap="sm">
        <Button
          size="xs"
          leftSection={<IconRefresh size={16} aria-hidden />}
          disabled={chosen.length === 0 || chosen.length > MOST}
          loading={retrying.isPending}
          onClick={() => retrying.mutate(chosen)}
        >
          Retry the chosen ones
        </Button>
        <Text size="sm" c="dimmed" aria-live="polite">
          {chosen.length > MOST
            ? `At most ${MOST} at once; ${chosen.length} are chosen.`
            : `${plural(chosen.length, "execution")} chosen.`}
        </Text>
      </Group>
      {retrying.error && <ProblemAlert error={retrying.error} title="They were not retried" />}
      {retrying.data && <Outcome items={retrying.data} />}
    </>
  );
}

function Outcome({ items }: { items: readonly Retried[] }) {
  const refused = items.filter(({ execution_id }) => execution_id === null);
  return (
    <Alert
      color={refused.length > 0 ? "orange" : "teal"}
      title={`${plural(items.length - refused.length, "execution")} retried`}
      role="status"
    >
      {refused.length > 0 && (
        <List size="sm">
          {refused.map(({ id, message }) => (
            <List.Item key={id}>
              <code>{id.slice(0, 8)}</code> {message}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
