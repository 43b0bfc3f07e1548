import { type KeyboardEvent, useState } from "react";
import classes from "./drawing.module.css";

/** `onFinish`: with null where what was typed is thrown away. */
export type LabelFieldProps = { name: string; text: string; onFinish: (text: string | null) => void };

/** A label on the canvas while it is typed. Enter keeps it, Escape does not. */
export function LabelField({ name, text, onFinish }: LabelFieldProps) {
  const [typed, setTyped] = useState(text);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter") onFinish(typed.trim());
    if (event.key === "Escape") onFinish(null);
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: it opens because somebody asked to type here
      autoFocus
      className={`nodrag nopan ${classes.field}`}
      aria-label={name}
      dir="auto"
      value={typed}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => onFinish(typed.trim())}
      onKeyDown={onKeyDown}
    />
  );
}
