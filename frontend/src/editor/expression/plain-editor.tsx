import type { DragEvent } from "react";
import type { CodeEditorProps } from "./code-editor";
import classes from "./code-editor.module.css";
import { droppedPath, insertedPath } from "./dropped-path";

/** The same text without colours: where the editor is not there yet, or cannot be. */
export function PlainEditor({
  value,
  onChange,
  label,
  readOnly,
  minLines,
  placeholder,
  language,
}: CodeEditorProps) {
  function drop(event: DragEvent<HTMLTextAreaElement>) {
    const path = droppedPath(event.dataTransfer);
    if (path === null || readOnly) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    const text = insertedPath(path, { language, before: value.slice(0, selectionStart) });
    onChange(`${value.slice(0, selectionStart)}${text}${value.slice(selectionEnd)}`);
  }
  return (
    <textarea
      className={classes.plain}
      aria-label={label}
      value={value}
      readOnly={readOnly}
      placeholder={placeholder}
      rows={Math.max(minLines ?? 1, value.split("\n").length)}
      spellCheck={false}
      dir="auto"
      onDrop={drop}
      onChange={(event) => onChange(oneLine(event.currentTarget.value, minLines))}
    />
  );
}

function oneLine(text: string, minLines?: number): string {
  return minLines === 1 ? text.replaceAll(/\s*\n\s*/g, " ") : text;
}
