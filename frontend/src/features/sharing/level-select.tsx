import { Select, Stack, Text } from "@mantine/core";
import { LEVELS, type Level } from "~/api/queries/shares";
import { givableLevels, MEANINGS } from "./levels";

export type LevelSelectProps = {
  label: string;
  isLabelHidden?: boolean;
  level: Level;
  /** What one may do oneself. */
  permissions: readonly string[];
  onChange: (level: Level) => void;
};

/** Chooses a level; each says what it allows. */
export function LevelSelect({
  label,
  isLabelHidden = false,
  level,
  permissions,
  onChange,
}: LevelSelectProps) {
  const givable = givableLevels(permissions);
  const data = MEANINGS.map((meaning) => ({
    value: meaning.level,
    label: meaning.label,
    disabled: !givable.includes(meaning.level) && meaning.level !== level,
  }));
  return (
    <Select
      {...(isLabelHidden ? { "aria-label": label } : { label })}
      data={data}
      allowDeselect={false}
      value={level}
      onChange={(value) => {
        const next = LEVELS.find((each) => each === value);
        if (next) onChange(next);
      }}
      w={130}
      comboboxProps={{ width: 280, position: "bottom-end" }}
      renderOption={({ option }) => (
        <Stack gap={0}>
          <Text size="sm" fw={600}>
            {option.label}
          </Text>
          <Text size="xs">{MEANINGS.find((each) => each.level === option.value)?.allows}</Text>
        </Stack>
      )}
    />
  );
}
