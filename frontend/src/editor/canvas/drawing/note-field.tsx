import { type KeyboardEvent, useState } from "react";
import classes from "./drawing.module.css";

/** `onFinish`: with null where what was typed is thrown away. */
export type NoteFieldProps = { text: string; onFinish: (text: string | null) => void };

/** The text of a note while it is typed. Ctrl Enter or leaving keeps it, Escape does not. */
export function NoteField({ text, onFinish }: NoteFieldProps) {
  const [typed, setTyped] = useState(text);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") onFinish(null);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onFinish(typed);
  };
  return (
    <textarea
      // biome-ignore lint/a11y/noAutofocus: it opens because somebody asked to type here
      autoFocus
      className={`nodrag nopan nowheel ${classes.noteField}`}
      aria-label="Text of the note"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => onFinish(typed)}
      onKeyDown={onKeyDown}
    />
  );
}
