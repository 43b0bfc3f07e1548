import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./results.module.css";

export type PaneProps = { title: string; extra?: ReactNode; children: ReactNode };

/** One of the two halves: its heading, and what it shows. */
export function Pane({ title, extra, children }: PaneProps) {
  return (
    <section className={classes.pane} aria-label={title}>
      <Group className={classes.paneHead} gap="xs" wrap="nowrap">
        <Text size="sm" fw={600} truncate title={title}>
          {title}
        </Text>
        {extra}
      </Group>
      {children}
    </section>
  );
}
