import { useEffect, useRef } from "react";
import { Marked } from "./marked";
import classes from "./results.module.css";
import type { TextViewProps } from "./text-view";

/** A text of a few screens, all of it, in lines that go on below where there is no room. */
export function WrappedText({ lines, label, search, match }: TextViewProps) {
  const found = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (match !== undefined) found.current?.scrollIntoView({ block: "nearest" });
  }, [match]);
  return (
    <section className={classes.scroll} {...REACHED_BY_KEYS} aria-label={`${label} as text`}>
      {numbered(lines).map(({ line, at }) => (
        <div
          key={at}
          ref={at === match ? found : null}
          className={classes.wrapped}
          data-match={at === match}
          dir="auto"
        >
          <Marked text={line} search={search} />
        </div>
      ))}
    </section>
  );
}

function numbered(lines: readonly string[]) {
  return lines.map((line, at) => ({ line, at }));
}

/** What scrolls must be reached by keys. */
const REACHED_BY_KEYS = { tabIndex: 0 };
