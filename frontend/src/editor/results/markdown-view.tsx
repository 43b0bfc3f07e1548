import { Anchor, Blockquote, Code, Divider, List, Text, Title } from "@mantine/core";
import { useMemo } from "react";
import { type Block, blocksOf, type Span } from "./markdown";
import classes from "./results.module.css";

export type MarkdownViewProps = { text: string };

/** Markdown-like text, drawn as elements of ours only. */
export function MarkdownView({ text }: MarkdownViewProps) {
  const blocks = useMemo(() => blocksOf(text), [text]);
  return (
    <article className={classes.document} dir="auto">
      {blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no name but their place
        <BlockView key={at} block={block} />
      ))}
    </article>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return (
        <Title order={block.level <= 2 ? 3 : 4} mb="xs">
          <Spans spans={block.spans} />
        </Title>
      );
    case "code":
      return (
        <Code block mb="sm">
          {block.text}
        </Code>
      );
    case "list":
      return (
        <List type={block.isOrdered ? "ordered" : "unordered"} size="sm" mb="sm">
          {block.items.map((spans, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries have no name but their place
            <List.Item key={at}>
              <Spans spans={spans} />
            </List.Item>
          ))}
        </List>
      );
    case "quote":
      return (
        <Blockquote p="sm" mb="sm">
          <Spans spans={block.spans} />
        </Blockquote>
      );
    case "rule":
      return <Divider my="sm" />;
    default:
      return (
        <Text size="sm" mb="sm">
          <Spans spans={block.spans} />
        </Text>
      );
  }
}

function Spans({ spans }: { spans: readonly Span[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: spans have no name but their place
  return spans.map((span, at) => <SpanView key={at} span={span} />);
}

function SpanView({ span }: { span: Span }) {
  if (span.kind === "strong") return <strong>{span.text}</strong>;
  if (span.kind === "em") return <em>{span.text}</em>;
  if (span.kind === "code") return <Code>{span.text}</Code>;
  if (span.kind === "link")
    return (
      <Anchor href={span.href} target="_blank" rel="noopener noreferrer nofollow" inherit>
        {span.text}
      </Anchor>
    );
  return span.text;
}
