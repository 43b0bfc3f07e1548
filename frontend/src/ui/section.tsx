import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

export type SectionProps = {
  title: string;
  /** Where `#id` in the address leads. */
  id?: string;
  about?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
};

/** One matter of a screen that has several. */
export function Section({ title, id, about, actions, children }: SectionProps) {
  const own = useId();
  return (
    <Paper component="section" withBorder p="lg" id={id} aria-labelledby={own}>
      <Stack>
        <Group justify="space-between" align="flex-start" gap="sm">
          <div>
            <Title order={2} id={own}>
              {title}
            </Title>
            {about && (
              <Text size="sm" c="dimmed" maw={640} component="div">
                {about}
              </Text>
            )}
          </div>
          {actions}
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}
