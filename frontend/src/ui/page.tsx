import { Box, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

export type PageProps = { title: string; about?: ReactNode; actions?: ReactNode; children: ReactNode };

/** The frame of a screen: its heading, what it is for, its main actions, its content. Names the browser's tab. */
export function Page({ title, about, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Thaiyyal`;
  }, [title]);
  return (
    <Box component="section" maw={1280} mx="auto" p="lg" aria-label={title}>
      <Stack gap="lg">
        <Group justify="space-between" align="flex-start" gap="md">
          <div>
            <Title order={1}>{title}</Title>
            {about && (
              <Text c="dimmed" size="sm" maw={720}>
                {about}
              </Text>
            )}
          </div>
          {actions && <Group gap="sm">{actions}</Group>}
        </Group>
        {children}
      </Stack>
    </Box>
  );
}
