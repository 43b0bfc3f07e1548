import { Alert, Button, Group, List, Text } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { isProblem } from "~/api/problem";
import { Sentence } from "./sentence";

export type ProblemAlertProps = { error: unknown; title?: string; onRetry?: () => void };

/** What went wrong, where, and a way on. Announced to screen readers. */
export function ProblemAlert({ error, title = "That did not work", onRetry }: ProblemAlertProps) {
  const places = isProblem(error) ? error.errors : [];
  return (
    <Alert color="red" title={title} icon={<IconAlertCircle aria-hidden />} role="alert">
      <Sentence>{error instanceof Error ? error.message : "Something unexpected happened."}</Sentence>
      {places.length > 0 && (
        <List size="sm" mt="xs">
          {places.map((place) => (
            <List.Item key={`${place.pointer} ${place.message}`}>
              {place.pointer && <code>{place.pointer}</code>} {place.message}
            </List.Item>
          ))}
        </List>
      )}
      {(onRetry || (isProblem(error) && error.requestId)) && (
        <Group mt="sm" gap="md">
          {onRetry && (
            <Button size="xs" variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
          {isProblem(error) && error.requestId && (
            <Text size="xs" c="dimmed">
              Request {error.requestId}
            </Text>
          )}
        </Group>
      )}
    </Alert>
  );
}
