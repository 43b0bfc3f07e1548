import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";

export type SearchFieldProps = {
  label: string;
  placeholder?: string;
  text: string;
  onChange: (text: string | undefined) => void;
};

const PAUSE_MS = 250;

/** A search that is asked for when somebody pauses. What comes from elsewhere, such as the back button, is shown. */
export function SearchField({ label, placeholder, text, onChange }: SearchFieldProps) {
  const [typed, setTyped] = useState(text);
  const [known, setKnown] = useState(text);
  const send = useDebouncedCallback((next: string) => {
    setKnown(next);
    onChange(next || undefined);
  }, PAUSE_MS);
  const [seen, setSeen] = useState(text);
  if (text !== seen) {
    setSeen(text);
    if (text !== known) {
      setKnown(text);
      setTyped(text);
    }
  }

  function type(next: string) {
    setTyped(next);
    send(next.trim());
  }

  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={placeholder ?? label}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={typed && <CloseButton size="sm" aria-label="Clear the search" onClick={() => type("")} />}
      maxLength={100}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      miw={220}
      flex={1}
    />
  );
}
