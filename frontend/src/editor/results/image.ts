/** Images within values: data URLs, base64 of known kinds, objects that say what they hold. Pure. */

import type { Json } from "~/document/types";

const STARTS: readonly (readonly [start: string, type: string])[] = [
  ["iVBORw0KGgo", "image/png"],
  ["/9j/", "image/jpeg"],
  ["R0lGOD", "image/gif"],
  ["UklGR", "image/webp"],
];
const DATA_URL = /^data:image\/(png|jpeg|gif|webp|svg\+xml|avif|bmp)[;,]/;
const TYPE = /^image\/(png|jpeg|gif|webp|svg\+xml|avif|bmp)$/;
const BASE64 = /^[A-Za-z0-9+/\s]+=*\s*$/;

/** The address to show it by, which holds the image itself; null for anything else. */
export function imageOf(value: Json): string | null {
  if (typeof value === "string") return imageOfText(value);
  if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
  const members = new Map(Object.entries(value));
  const type = members.get("media_type") ?? members.get("content_type") ?? members.get("mime_type");
  const content =
    members.get("data") ?? members.get("base64") ?? members.get("content") ?? members.get("body");
  if (typeof type !== "string" || typeof content !== "string" || !TYPE.test(type)) return null;
  if (DATA_URL.test(content)) return content;
  return BASE64.test(content.slice(0, 200)) ? `data:${type};base64,${content}` : null;
}

function imageOfText(text: string): string | null {
  if (DATA_URL.test(text)) return text;
  const [, type] = STARTS.find(([start]) => text.startsWith(start)) ?? [];
  return type !== undefined && text.length > 60 && BASE64.test(text.slice(0, 200))
    ? `data:${type};base64,${text}`
    : null;
}
