/** JSON that people type. Pure. */

import type { Json } from "~/document/types";

/** `value` is undefined for an empty text, which stands for nothing at all. */
export type JsonText =
  | { readonly isValid: true; readonly value: Json | undefined }
  | { readonly isValid: false; readonly message: string; readonly at: number };

export function readJson(text: string): JsonText {
  if (text.trim() === "") return { isValid: true, value: undefined };
  try {
    return { isValid: true, value: JSON.parse(text) };
  } catch (error) {
    return { isValid: false, message: `This is not JSON: ${reasonOf(error)}`, at: placeOf(error, text) };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : "it cannot be read";
}

/** Engines tell the place within their message, or not. */
function placeOf(error: unknown, text: string): number {
  const [, at] = /position (\d+)/.exec(reasonOf(error)) ?? [];
  return Math.min(at === undefined ? text.length : Number(at), Math.max(0, text.length - 1));
}
