import { Code } from "@mantine/core";
import { InlineText } from "../inline-text";
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
  if (block.kind === "paragraph")
    return (
      <p>
        <InlineText text={block.text} />
      </p>
    );
  return (
    <ul>
      {block.items.map((item) => (
        <li key={item}>
          <InlineText text={item} />
        </li>
      ))}
    </ul>
  );
}
