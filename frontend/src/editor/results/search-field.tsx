import { ActionIcon, Text, TextInput } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconSearch } from "@tabler/icons-react";
import classes from "./results.module.css";
import { MOST_MATCHES } from "./searching";

export type SearchFieldProps = {
  label: string;
  text: string;
  count: number;
  at: number;
  onType: (text: string) => void;
  onGo: (at: number) => void;
};

/** Searches in what is shown; Enter goes to the next place, Shift Enter to the one before. */
export function SearchField({ label, text, count, at, onType, onGo }: SearchFieldProps) {
  const go = (step: number) => onGo(count === 0 ? 0 : (at + step + count) % count);
  return (
    <div className={classes.search}>
      <TextInput
        size="xs"
        type="search"
        aria-label={label}
        placeholder="Search"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={(event) => {
          onType(event.currentTarget.value);
          onGo(0);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
        }}
      />
      <Text size="xs" c="dimmed" className={classes.count} aria-live="polite">
        {text === "" ? "" : standing(count, at)}
      </Text>
      {text !== "" && (
        <>
          <ActionIcon size="sm" aria-label="Previous match" disabled={count === 0} onClick={() => go(-1)}>
            <IconChevronUp size={14} aria-hidden />
          </ActionIcon>
          <ActionIcon size="sm" aria-label="Next match" disabled={count === 0} onClick={() => go(1)}>
            <IconChevronDown size={14} aria-hidden />
          </ActionIcon>
        </>
      )}
    </div>
  );
}

function standing(count: number, at: number): string {
  if (count === 0) return "None";
  return `${at + 1} of ${count}${count >= MOST_MATCHES ? "+" : ""}`;
}
