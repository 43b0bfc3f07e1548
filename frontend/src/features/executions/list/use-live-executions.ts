import { useDocumentVisibility } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { follow } from "~/api/events";
import { eventsOfUrl } from "~/api/queries/execution-lists";
import type { Standing, Standings } from "./live-rows";

/** The server sends 50 on one stream; browsers keep few connections open at once. */
const MOST_OF_STREAM = 50;
const MOST_STREAMS = 2;
const NONE: Standings = new Map();

type Streams = { readonly ids: Set<string>; count: number; readonly abort: AbortController };

/** How live executions stand, told while it happens; nothing is asked while nobody sees it. */
export function useLiveExecutions(live: readonly string[]): Standings {
  const isVisible = useDocumentVisibility() !== "hidden";
  const [standings, setStandings] = useState(NONE);
  const streams = useRef<Streams | null>(null);
  const key = live.join(" ");

  useEffect(() => {
    if (!isVisible) return;
    const opened: Streams = { ids: new Set(), count: 0, abort: new AbortController() };
    streams.current = opened;
    return () => {
      opened.abort.abort();
      streams.current = null;
    };
  }, [isVisible]);

  useEffect(() => {
    const open = streams.current;
    if (open === null || !isVisible || key === "") return;
    const fresh = key.split(" ").filter((id) => !open.ids.has(id));
    if (fresh.length === 0 || open.count >= MOST_STREAMS) return;
    void watch(open, fresh.slice(0, MOST_OF_STREAM), (id, standing) =>
      setStandings((before) => new Map(before).set(id, standing)),
    );
  }, [key, isVisible]);

  return standings;
}

/** Follow some more executions. When that is refused, the list that is read anew tells of them. */
async function watch(
  streams: Streams,
  ids: readonly string[],
  tell: (id: string, standing: Standing) => void,
): Promise<void> {
  for (const id of ids) streams.ids.add(id);
  streams.count += 1;
  await follow({
    url: eventsOfUrl(ids),
    signal: streams.abort.signal,
    onEvent: ({ name, data }) => {
      if (name === "execution") told(data, tell);
      return undefined;
    },
  }).catch(() => undefined);
  streams.count -= 1;
}

function told(data: string, tell: (id: string, standing: Standing) => void): void {
  const {
    execution_id,
    seq: _,
    ...standing
  }: Standing & { execution_id: string; seq: number | null } = JSON.parse(data);
  tell(execution_id, standing);
}
