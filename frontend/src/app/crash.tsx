import { Button, Container, Group, Stack } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { ProblemAlert } from "~/ui/problem-alert";

export type CrashProps = { error: unknown; reset?: () => void };

/** Shown in place of a screen that could not be drawn; the rest stays, and what was typed elsewhere is kept. */
export function Crash({ error, reset }: CrashProps) {
  const router = useRouter();

  async function tryAgain() {
    await router.invalidate();
    reset?.();
  }

  return (
    <Container size="sm" py="xl">
      <Stack>
        <ProblemAlert error={error} title="This screen could not be shown" />
        <Group>
          <Button onClick={() => void tryAgain()}>Try again</Button>
          <Button variant="default" component="a" href="/">
            Start page
          </Button>
        </Group>
      </Stack>
    </Container>
  );
}
