import { ActionIcon, Code, Group, Stack, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { JsonObject } from "~/document/types";
import { brief } from "../../expression/kinds";

export type OtherFieldsProps = {
  values: JsonObject;
  names: readonly string[];
  isReadOnly: boolean;
  onRemove: (name: string) => void;
};

/** Fields in the document that the node's type does not have. They mean nothing, and are kept until removed. */
export function OtherFields({ values, names, isReadOnly, onRemove }: OtherFieldsProps) {
  if (names.length === 0) return null;
  return (
    <Stack gap={4} component="section" aria-label="Other fields">
      <Text size="sm" fw={500}>
        Other fields
      </Text>
      <Text size="xs" c="dimmed">
        This type of node does not have them; they are kept and ignored.
      </Text>
      {names.map((name) => (
        <Group key={name} gap="xs" wrap="nowrap">
          <Code>{name}</Code>
          <Text size="xs" truncate flex={1}>
            {brief(values[name])}
          </Text>
          {!isReadOnly && (
            <ActionIcon size="sm" aria-label={`Remove ${name}`} onClick={() => onRemove(name)}>
              <IconX size={14} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
    </Stack>
  );
}
