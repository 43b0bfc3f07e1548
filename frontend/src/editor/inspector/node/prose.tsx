import { Code } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "../inspector.module.css";
import { type Block, blocksOf } from "./prose-blocks";

export type ProseProps = { text: string };

/** Text in the manner of Markdown: paragraphs, lists, code. Nothing in it is ever read as HTML. */
export function Prose({ text }: ProseProps) {
  return (
    <div className={classes.prose} dir="auto">
      {blocksOf(text).map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part of a text has nothing but its place
        <Part key={at} block={block} />
      ))}
    </div>
  );
}

function Part({ block }: { block: Block }) {
  if (block.kind === "code") return <Code block>{block.text}</Code>;
  if (block.kind === "paragraph") return <p>{inline(block.text)}</p>;
  return (
    <ul>
      {block.items.map((item) => (
        <li key={item}>{inline(item)}</li>
      ))}
    </ul>
  );
}

/** `code` and **strong**; all else is text. */
function inline(text: string): ReactNode[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part, at) => {
    const key = `${at} ${part}`;
    if (part.startsWith("`") && part.length > 1) return <Code key={key}>{part.slice(1, -1)}</Code>;
    if (part.startsWith("**") && part.length > 4) return <strong key={key}>{part.slice(2, -2)}</strong>;
    return part;
  });
}
