import { Code } from "@mantine/core";

export type InlineTextProps = { text: string };

/** `code` and **strong** as such; all else is text. */
export function InlineText({ text }: InlineTextProps) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part, at) => {
    const key = `${at} ${part}`;
    if (part.startsWith("`") && part.length > 2) return <Code key={key}>{part.slice(1, -1)}</Code>;
    if (part.startsWith("**") && part.length > 4) return <strong key={key}>{part.slice(2, -2)}</strong>;
    return part;
  });
}
