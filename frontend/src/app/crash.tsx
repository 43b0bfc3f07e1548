import { Button, Container, Group, Stack } from "@mantine/core";
import { ProblemAlert } from "~/ui/problem-alert";

export type CrashProps = { error: unknown; reset?: () => void };

/** Shown in place of a screen that could not be drawn; what was typed elsewhere is kept in the browser. */
export function Crash({ error, reset }: CrashProps) {
  return (
    <Container size="sm" py="xl">
      <Stack>
        <ProblemAlert error={error} title="This screen could not be shown" />
        <Group>
          <Button onClick={() => reset?.()}>Try again</Button>
          <Button variant="default" onClick={() => location.assign("/")}>
            Start page
          </Button>
        </Group>
      </Stack>
    </Container>
  );
}
