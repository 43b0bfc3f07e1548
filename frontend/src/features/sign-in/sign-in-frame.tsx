import { Anchor, Center, Container, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

export type SignInFrameProps = { title: string; about?: ReactNode; children: ReactNode };

/** The frame of the screens for who is not signed in yet. */
export function SignInFrame({ title, about, children }: SignInFrameProps) {
  useEffect(() => {
    document.title = `${title} · Thaiyyal`;
  }, [title]);
  return (
    <Container component="main" size={440} py={{ base: "md", sm: 72 }}>
      <Stack gap="lg">
        <Center>
          <Group gap="sm">
            <img src="/favicon.svg" width={32} height={32} alt="" />
            <Text fw={700} size="lg">
              Thaiyyal
            </Text>
          </Group>
        </Center>
        <Paper withBorder p="xl" shadow="xs">
          <Stack>
            <div>
              <Title order={1}>{title}</Title>
              {about && (
                <Text c="dimmed" size="sm" component="div">
                  {about}
                </Text>
              )}
            </div>
            {children}
          </Stack>
        </Paper>
        <Text size="xs" ta="center" c="dimmed">
          <Anchor href="/api/docs" size="xs">
            API documentation
          </Anchor>
        </Text>
      </Stack>
    </Container>
  );
}
