/** JSON as people type it, with templates in its texts or without. */

import type { Json } from "~/document/types";
import type { Reading } from "../form/use-draft";

export function printJson(value: Json | undefined): string {
  return value === undefined ? "" : JSON.stringify(value, null, 2);
}

export function readJson(text: string): Reading {
  if (text.trim() === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: parse(text) };
  } catch (error) {
    const why = error instanceof Error ? error.message : "it cannot be read";
    return { ok: false, fault: `Is not JSON yet, so it is not saved: ${why}` };
  }
}

/** A text is shown as it is, unless it would be read as something else. */
export function printTemplated(value: Json | undefined): string {
  if (typeof value !== "string") return printJson(value);
  const reading = readTemplated(value);
  return reading.ok && reading.value === value ? value : JSON.stringify(value);
}

/** JSON, or else a text; what begins like JSON must be JSON. */
export function readTemplated(text: string): Reading {
  const reading = readJson(text);
  if (reading.ok) return reading;
  const isMeantAsJson = /^\s*(\{(?!\{)|\[|")/.test(text);
  if (!isMeantAsJson) return { ok: true, value: text };
  const hasBareTemplate = /[:,[]\s*\{\{/.test(text);
  if (!hasBareTemplate) return reading;
  return {
    ok: false,
    fault: 'Is not JSON yet, so it is not saved: templates stand in quotes, as in "{{ input.id }}".',
  };
}

function parse(text: string): Json {
  return JSON.parse(text);
}
