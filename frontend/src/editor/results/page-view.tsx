import { useEffect, useRef, useState } from "react";
import classes from "./results.module.css";

export type PageViewProps = { html: string; label: string };

const HIGHEST = 20_000;

/** HTML of a workflow, in a frame of its own in which no script of it runs and which reaches nothing. */
export function PageView({ html, label }: PageViewProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setReady] = useState(false);
  const [height, setHeight] = useState(320);
  useEffect(() => {
    const listen = (event: MessageEvent) => {
      if (frame.current === null || event.source !== frame.current.contentWindow) return;
      if (event.data?.type === "ready") setReady(true);
      if (event.data?.type === "height")
        setHeight(Math.min(Math.max(Number(event.data.height) || 0, 80), HIGHEST));
    };
    window.addEventListener("message", listen);
    return () => window.removeEventListener("message", listen);
  }, []);
  useEffect(() => {
    // The frame has no origin that could be named; it is shown nothing but this.
    if (isReady) frame.current?.contentWindow?.postMessage({ type: "html", html }, "*");
  }, [isReady, html]);
  return (
    <div className={classes.scroll}>
      <iframe
        ref={frame}
        src="/sandbox.html"
        sandbox="allow-scripts"
        title={label}
        className={classes.frame}
        style={{ height }}
      />
    </div>
  );
}
