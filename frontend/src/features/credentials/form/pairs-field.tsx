import { ActionIcon, Button, Group, Input, PasswordInput, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { Json, JsonObject } from "~/document/types";

export type PairsFieldProps = {
  label: string;
  help: string;
  isRequired: boolean;
  isSecret: boolean;
  value: Json | undefined;
  error: string | undefined;
  onChange: (value: JsonObject) => void;
};

type Pair = { readonly key: number; readonly name: string; readonly value: string };

/** Names with values, such as headers. Values that are secret are not shown while they are typed. */
export function PairsField({ label, help, isRequired, isSecret, value, error, onChange }: PairsFieldProps) {
  const [pairs, setPairs] = useState(() => pairsOf(value));
  const Value = isSecret ? PasswordInput : TextInput;

  function set(next: readonly Pair[]) {
    setPairs(next);
    const named = next.filter(({ name }) => name.trim() !== "");
    onChange(Object.fromEntries(named.map((pair) => [pair.name.trim(), pair.value])));
  }

  const change = (key: number, changed: Partial<Pair>) =>
    set(pairs.map((pair) => (pair.key === key ? { ...pair, ...changed } : pair)));

  return (
    <Input.Wrapper
      label={label}
      description={help}
      withAsterisk={isRequired}
      error={error}
      labelElement="div"
      role="group"
      aria-label={label}
    >
      <Stack gap="xs" mt="xs">
        {pairs.map((pair, at) => (
          <Group key={pair.key} gap="xs" wrap="nowrap">
            <TextInput
              aria-label={`Name ${at + 1} of ${label}`}
              placeholder="Name"
              value={pair.name}
              onChange={(event) => change(pair.key, { name: event.currentTarget.value })}
              flex={1}
            />
            <Value
              aria-label={`Value ${at + 1} of ${label}`}
              placeholder="Value"
              autoComplete="new-password"
              value={pair.value}
              onChange={(event) => change(pair.key, { value: event.currentTarget.value })}
              flex={2}
            />
            <ActionIcon
              aria-label={`Remove ${pair.name || `row ${at + 1}`}`}
              onClick={() => set(pairs.filter(({ key }) => key !== pair.key))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="default"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setPairs([...pairs, { key: nextKey(pairs), name: "", value: "" }])}
        >
          Add to {label.toLowerCase()}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}

function pairsOf(value: Json | undefined): readonly Pair[] {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [];
  return Object.entries(value).map(([name, text], key) => ({ key, name, value: String(text ?? "") }));
}

function nextKey(pairs: readonly Pair[]): number {
  return Math.max(-1, ...pairs.map(({ key }) => key)) + 1;
}
