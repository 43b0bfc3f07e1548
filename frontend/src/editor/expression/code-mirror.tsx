import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { languageQuery } from "~/api/queries/expressions";
import type { CodeEditorProps } from "./code-editor";
import classes from "./code-editor.module.css";
import { applyError, applyOptions, applyValue, type Editor, openEditor } from "./editor-view";

/** The text with colours, completion, help on hovering, and the error underlined. */
export function CodeMirror(props: CodeEditorProps) {
  const { value, language, label, readOnly, minLines, placeholder, error = null } = props;
  const isCode = language === "expression" || language === "template";
  const help = useQuery({ ...languageQuery(), enabled: isCode });
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(null);
  const latest = useRef({ props, help: help.data ?? null });

  useEffect(() => {
    latest.current = { props, help: help.data ?? null };
  });

  useEffect(() => {
    if (place.current === null) return;
    const { props: start } = latest.current;
    const opened = openEditor({
      parent: place.current,
      value: start.value,
      options: start,
      placeAt: (text, position) => {
        const { props: now, help: known } = latest.current;
        const format = now.format ?? (now.language === "template" ? "template" : "expression");
        return { text, position, language: now.language, format, scope: now.scope ?? null, help: known };
      },
      onChange: (text) => latest.current.props.onChange(text),
    });
    editor.current = opened;
    return () => {
      editor.current = null;
      opened.view.destroy();
    };
  }, []);

  useEffect(() => {
    if (editor.current) applyOptions(editor.current, { language, label, readOnly, minLines, placeholder });
  }, [language, label, readOnly, minLines, placeholder]);

  useEffect(() => {
    if (editor.current) applyValue(editor.current, value);
  }, [value]);

  const { message = null, start = 0, end = 0 } = error ?? {};
  useEffect(() => {
    if (editor.current) applyError(editor.current, message === null ? null : { message, start, end });
  }, [message, start, end]);

  return (
    <div
      ref={place}
      className={classes.frame}
      data-readonly={readOnly || undefined}
      data-invalid={message !== null || undefined}
    />
  );
}
