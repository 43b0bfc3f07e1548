import { Text } from "@mantine/core";
import type { FieldSchema } from "~/document/catalogue";

/** The unit behind a field, as Mantine's inputs take it. */
export function unitOf({ unit }: FieldSchema) {
  if (unit === undefined) return {};
  return {
    rightSection: (
      <Text size="xs" c="dimmed" component="span" pe="xs">
        {unit}
      </Text>
    ),
    rightSectionWidth: `${unit.length * 0.5 + 1.25}rem`,
    rightSectionPointerEvents: "none" as const,
  };
}
