import { SegmentedControl } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMemo, useState } from "react";
import type { Json } from "~/document/types";
import { chartOf } from "./chart";
import { ChartView } from "./chart-view";
import { imageOf } from "./image";
import { ImageView } from "./image-view";
import { plainText } from "./json";
import { isTable, VIEW_LABELS, type ViewKind, viewsOf } from "./kinds";
import { linesOf, NO_LINES } from "./lines";
import { MarkdownView } from "./markdown-view";
import { PageView } from "./page-view";
import { nodeOf } from "./path";
import classes from "./results.module.css";
import { SearchField } from "./search-field";
import { findInLines, findInValue } from "./searching";
import { TableView } from "./table-view";
import { TextView } from "./text-view";
import { TreeView } from "./tree-view";
import { ValueMenu } from "./value-menu";
import { WrappedText } from "./wrapped-text";

export type ValueViewProps = {
  value: Json;
  onPickPath?: (path: string) => void;
  /** The expression that gives the value. */
  base?: string;
  /** Whether that is an expression that can be written somewhere; else no paths are given. */
  isReadable?: boolean;
  /** How the workflow says that it wants to be shown, such as `table` or `bar`. */
  hint?: string | undefined;
  /** What it is, for screen readers and file names. */
  label?: string;
  /** Loads the value where this is only its beginning. */
  whole?: (() => Promise<Json>) | undefined;
};

const SEARCHED: ReadonlySet<ViewKind> = new Set(["table", "tree", "text"]);

/** A value as table, tree, text, chart, image or page, whichever fits; the reader can choose. */
export function ValueView({
  value,
  onPickPath,
  base = "value",
  hint,
  label = "Value",
  isReadable = true,
  whole,
}: ValueViewProps) {
  const views = useMemo(() => viewsOf(value, hint), [value, hint]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const [search] = useDebouncedValue(typed, 150);
  const view = views.find((kind) => kind === chosen) ?? views[0] ?? "tree";
  const { lines, isWrapped } = useMemo(
    () => (view === "text" ? linesOf(plainText(value)) : NO_LINES),
    [view, value],
  );
  const Lines = isWrapped ? WrappedText : TextView;
  const places = useMemo(
    () => (view === "tree" || view === "table" ? findInValue(value, search) : []),
    [view, value, search],
  );
  const lineNumbers = useMemo(() => findInLines(lines, search), [lines, search]);
  const count = view === "text" ? lineNumbers.length : places.length;
  const now = count === 0 ? 0 : at % count;
  const shared = { base, label, search, onPickPath, isReadable, match: places[now] };
  const chart = view === "chart" ? chartOf(value) : null;
  return (
    <div className={classes.fill}>
      <div key={views.join(" ")} className={classes.tools}>
        {views.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={`View of ${label}`}
            data={views.map((kind) => ({ value: kind, label: VIEW_LABELS[kind] }))}
            value={view}
            onChange={setChosen}
          />
        )}
        {SEARCHED.has(view) && (
          <SearchField
            label={`Search in ${label}`}
            text={typed}
            count={count}
            at={now}
            onType={setTyped}
            onGo={setAt}
          />
        )}
        <ValueMenu value={value} label={label} file={nodeOf(base) ?? label} whole={whole} />
      </div>
      {view === "table" && isTable(value) && <TableView rows={value} {...shared} />}
      {view === "tree" && <TreeView value={value} {...shared} />}
      {view === "text" && <Lines lines={lines} label={label} search={search} match={lineNumbers[now]} />}
      {chart && <ChartView chart={chart} label={label} kind={kindOf(hint)} />}
      {view === "image" && <ImageView source={imageOf(value) ?? ""} label={label} />}
      {view === "page" && <PageView html={String(value)} label={label} />}
      {view === "markdown" && <MarkdownView text={String(value)} />}
    </div>
  );
}

function kindOf(hint: string | undefined): "bar" | "line" | undefined {
  if (hint?.startsWith("bar")) return "bar";
  return hint?.startsWith("line") ? "line" : undefined;
}
