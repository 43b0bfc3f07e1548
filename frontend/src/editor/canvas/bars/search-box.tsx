import { CloseButton, Paper, Text, TextInput } from "@mantine/core";
import { type KeyboardEvent, useId, useState } from "react";
import { type Hit, search } from "~/document/search";
import { plural } from "~/lib/format";
import { useEditor, useStores } from "../../context";
import { closeSearch } from "../doing/look";
import { revealNote } from "../doing/reveal";
import classes from "./bars.module.css";

/** Find nodes and notes on the canvas. Enter goes to the chosen one, arrow keys choose. */
export function SearchBox() {
  const stores = useStores();
  const id = useId();
  const document = useEditor((state) => state.document);
  const catalogue = useEditor((state) => state.catalogue);
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const hits = search(document, catalogue, text);
  const go = (hit: Hit | undefined) => {
    if (hit?.kind === "node") stores.editor.getState().goTo(hit.id);
    if (hit?.kind === "note") revealNote(stores, hit.id);
  };
  const choose = (next: number) => {
    const wrapped = (next + hits.length) % Math.max(hits.length, 1);
    setAt(wrapped);
    go(hits[wrapped]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") closeSearch(stores);
    if (event.key === "Enter") choose(event.shiftKey ? at - 1 : at);
    if (event.key === "ArrowDown") choose(at + 1);
    if (event.key === "ArrowUp") choose(at - 1);
    if (["Enter", "ArrowDown", "ArrowUp"].includes(event.key)) event.preventDefault();
  };
  return (
    <Paper
      role="search"
      aria-label="Search the canvas"
      className={classes.search}
      shadow="md"
      p="xs"
      withBorder
    >
      <TextInput
        autoFocus
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls={id}
        aria-activedescendant={hits[at] ? `${id}-${at}` : undefined}
        aria-label="Search nodes and notes"
        placeholder="Label, type, field or note"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        rightSection={
          <CloseButton aria-label="Close the search" size="sm" onClick={() => closeSearch(stores)} />
        }
      />
      <Text role="status" size="xs" c="dimmed" mt={4}>
        {text.trim() === "" ? "" : plural(hits.length, "result")}
      </Text>
      <div role="listbox" id={id} aria-label="Results" className={classes.hits}>
        {hits.map((hit, n) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard
          // biome-ignore lint/a11y/useFocusableInteractive: the field above has the keyboard
          <div
            key={`${hit.kind} ${hit.id}`}
            role="option"
            id={`${id}-${n}`}
            aria-selected={n === at}
            className={classes.hit}
            onClick={() => choose(n)}
          >
            <span dir="auto">{hit.title}</span>
            <span className={classes.detail}>{hit.detail}</span>
          </div>
        ))}
      </div>
    </Paper>
  );
}
