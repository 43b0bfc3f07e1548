import { Code, Text } from "@mantine/core";
import type { Json } from "~/document/types";
import classes from "./compare.module.css";

export type SideValueProps = { value: Json | undefined };

/** A value before or after, as JSON; texts of several lines as they are. */
export function SideValue({ value }: SideValueProps) {
  if (value === undefined)
    return (
      <Text size="sm" c="dimmed" fs="italic">
        not there
      </Text>
    );
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return (
    <Code block className={classes.value}>
      {text === "" ? '""' : text}
    </Code>
  );
}
