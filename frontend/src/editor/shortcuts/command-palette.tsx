import { Kbd } from "@mantine/core";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { Action } from "../actions";
import { useStores } from "../context";
import { found } from "./found";
import { keyNames } from "./keys";

export type CommandPaletteProps = { actions: readonly Action[] };

const [store, palette] = createSpotlight();

export const openCommands = palette.open;

const NAMED = { content: { "aria-label": "Commands" } };

/** Everything that can be done, every node to go to, every type of node to add; found by typing. */
export function CommandPalette({ actions }: CommandPaletteProps) {
  const [query, setQuery] = useState("");
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      attributes={NAMED}
      scrollable
      maxHeight={420}
    >
      <Spotlight.Search
        placeholder="Search commands, nodes and node types"
        aria-label="Search commands, nodes and node types"
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        <Found actions={actions} query={query} />
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function Found({ actions, query }: CommandPaletteProps & { query: string }) {
  const groups = found(useStores(), actions, query);
  if (groups.length === 0) return <Spotlight.Empty>Nothing is called like that.</Spotlight.Empty>;
  return groups.map(({ label, entries }) => (
    <Spotlight.ActionsGroup key={label} label={label}>
      {entries.map((entry) => (
        <Spotlight.Action
          key={entry.id}
          label={entry.label}
          description={entry.detail}
          rightSection={entry.keys && <Kbd size="xs">{keyNames(entry.keys).join(" ")}</Kbd>}
          onClick={entry.run}
        />
      ))}
    </Spotlight.ActionsGroup>
  ));
}
