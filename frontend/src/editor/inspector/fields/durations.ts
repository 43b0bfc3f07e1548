/** Durations as documents write them: `1h30m`, `300ms`, or digits only for milliseconds. */

import { plural } from "~/lib/format";

const WHOLE = /^(\d+|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|ms|s|m|h))+)$/;
const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|ms|s|m|h)/g;
const SECONDS: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
const SPOKEN: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
  [1e-3, "millisecond"],
];

export const PRESETS: readonly string[] = ["1s", "5s", "30s", "1m", "5m", "15m", "1h", "12h", "24h", "168h"];

/** Seconds, or null for a text that is no duration. */
export function secondsOf(text: string): number | null {
  if (!WHOLE.test(text)) return null;
  if (/^\d+$/.test(text)) return Number(text) / 1000;
  let seconds = 0;
  for (const [, count, unit = ""] of text.matchAll(PART)) seconds += Number(count) * (SECONDS[unit] ?? 0);
  return seconds;
}

/** "1h30m" -> "1 hour 30 minutes"; null for a text that is no duration. */
export function spokenDuration(text: string): string | null {
  const seconds = secondsOf(text);
  if (seconds === null) return null;
  const parts: string[] = [];
  let left = seconds;
  for (const [length, name] of SPOKEN) {
    const isLast = length === SPOKEN.at(-1)?.[0];
    const count = isLast ? Number((left / length).toPrecision(3)) : Math.floor(left / length + 1e-9);
    left = Math.max(0, left - count * length);
    if (count > 0 && (!isLast || count >= 1e-6)) parts.push(spokenPart(count, name));
    if (left < 1e-12) break;
  }
  return parts.length === 0 ? "no time" : parts.join(" ");
}

function spokenPart(count: number, name: string): string {
  return Number.isInteger(count) ? plural(count, name) : `${count} ${name}s`;
}
