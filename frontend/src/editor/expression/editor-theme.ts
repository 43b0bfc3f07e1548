/** How code looks; the colours are CSS variables, so that both schemes have their own. */

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-text)" },
  { tag: [tags.number, tags.bool], color: "var(--code-number)" },
  { tag: [tags.keyword, tags.null], color: "var(--code-keyword)" },
  { tag: tags.function(tags.variableName), color: "var(--code-function)" },
  { tag: [tags.variableName], color: "var(--code-name)" },
  { tag: [tags.propertyName], color: "var(--code-key)" },
  { tag: [tags.operator, tags.bracket, tags.separator], color: "var(--code-operator)" },
  { tag: tags.brace, color: "var(--code-keyword)", fontWeight: "600" },
  { tag: tags.invalid, color: "var(--mantine-color-error)" },
]);

const theme = EditorView.theme({
  "&": {
    fontSize: "var(--mantine-font-size-sm)",
    backgroundColor: "transparent",
    color: "var(--code-plain)",
  },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--mantine-font-family-monospace)",
    lineHeight: "1.5",
    maxHeight: "24rem",
  },
  ".cm-content": { padding: "6px 0", caretColor: "var(--code-plain)" },
  ".cm-line": { padding: "0 10px" },
  ".cm-placeholder": { color: "var(--mantine-color-placeholder)" },
  ".cm-cursor": { borderLeftColor: "var(--code-plain)" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--mantine-color-error)",
    textUnderlineOffset: "3px",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--mantine-color-body)",
    color: "var(--mantine-color-text)",
    border: "1px solid var(--mantine-color-default-border)",
    borderRadius: "var(--mantine-radius-sm)",
    boxShadow: "var(--mantine-shadow-md)",
    maxWidth: "26rem",
    overflowWrap: "anywhere",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--mantine-font-family-monospace)",
    maxHeight: "16rem",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--mantine-primary-color-light)",
    color: "var(--mantine-color-text)",
  },
  ".cm-completionDetail": {
    color: "var(--mantine-color-dimmed)",
    fontStyle: "normal",
    marginInlineStart: "0.75em",
  },
  ".cm-completionInfo, .cm-help": {
    padding: "6px 10px",
    whiteSpace: "pre-wrap",
    fontSize: "var(--mantine-font-size-xs)",
  },
  ".cm-help > strong": { display: "block", fontFamily: "var(--mantine-font-family-monospace)" },
});

export const appearance: Extension = [theme, syntaxHighlighting(colours)];
