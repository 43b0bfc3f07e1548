import { useEffect } from "react";
import { Marked } from "./marked";
import classes from "./results.module.css";
import { useRows } from "./use-rows";

export type TextViewProps = {
  lines: readonly string[];
  label: string;
  search: string;
  match: number | undefined;
};

const ROW = 20;

/** A long text; draws only the lines that are seen. */
export function TextView({ lines, label, search, match }: TextViewProps) {
  const shown = useRows(lines.length, ROW);
  const { show } = shown;
  useEffect(() => {
    if (match !== undefined) show(match);
  }, [match, show]);
  return (
    <section
      ref={shown.ref}
      onScroll={shown.onScroll}
      className={classes.scroll}
      {...REACHED_BY_KEYS}
      aria-label={`${label} as text`}
    >
      <div style={{ height: shown.total, position: "relative" }}>
        {lines.slice(shown.start, shown.end).map((line, offset) => {
          const at = shown.start + offset;
          return (
            <div
              key={at}
              className={classes.line}
              data-match={at === match}
              dir="auto"
              style={{ top: at * ROW, height: ROW }}
            >
              <Marked text={line} search={search} />
            </div>
          );
        })}
      </div>
    </section>
  );
}

/** What scrolls must be reached by keys. */
const REACHED_BY_KEYS = { tabIndex: 0 };
