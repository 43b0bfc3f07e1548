import { useState } from "react";
import type { Path } from "~/document/commands/values";
import type { Json } from "~/document/types";
import { fieldName, useForm } from "./form-context";
import { isSame } from "./schema";

/** What a text that somebody typed stands for. */
export type Reading =
  | { readonly ok: true; readonly value: Json | undefined }
  | { readonly ok: false; readonly fault: string };

export type DraftOptions<T> = {
  readonly path: Path;
  readonly value: Json | undefined;
  readonly print: (value: Json | undefined) => T;
  readonly read: (typed: T) => Reading;
  readonly isTyped: (typed: unknown) => typed is T;
  readonly onChange: (value: Json | undefined) => void;
};

/**
 * A field whose text is not the value itself: numbers, JSON, rows. What cannot be read stays in the field, marked, also
 * while another node is looked at; it goes when the value is changed from elsewhere, such as by undo.
 */
export function useDraft<T>({ path, value, print, read, isTyped, onChange }: DraftOptions<T>) {
  const { id, drafts } = useForm();
  const [, renew] = useState(0);
  const key = `${id} ${fieldName(path)}`;
  const draft = drafts.get(key);
  const isCurrent = draft !== undefined && isSame(draft.basis, value) && isTyped(draft.typed);
  const typed = isCurrent && isTyped(draft.typed) ? draft.typed : print(value);
  const reading = isCurrent ? read(typed) : null;

  function type(next: T) {
    const result = read(next);
    const basis = result.ok ? result.value : value;
    drafts.set(key, { form: id, path, typed: next, basis, isRead: result.ok });
    if (result.ok && !isSame(result.value, value)) onChange(result.value);
    renew((count) => count + 1);
  }
  return { typed, fault: reading !== null && !reading.ok ? reading.fault : null, type };
}

export function isText(typed: unknown): typed is string {
  return typeof typed === "string";
}
