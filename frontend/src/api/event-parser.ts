/** Server-sent events out of a text that comes in pieces, by the HTML standard. */

export type ServerEvent = { readonly id: string | undefined; readonly name: string; readonly data: string };

export type EventParser = {
  /** Take the next piece, and give back the events that it completes. */
  readonly push: (piece: string) => ServerEvent[];
  /** Milliseconds that the server asks to wait before coming again. */
  readonly retryMs: () => number | undefined;
};

type Pending = { id: string | undefined; name: string; data: string[] };

/** Lines end with LF, CR or CRLF, and a piece may end anywhere, also between CR and LF. */
export function eventParser(): EventParser {
  let rest = "";
  let pending = nothing();
  let retryMs: number | undefined;

  const take = (line: string): ServerEvent[] => {
    if (line === "") {
      const { data, name, id } = pending;
      pending = nothing();
      return data.length === 0 ? [] : [{ id, name, data: data.join("\n") }];
    }
    const [field, value] = split(line);
    if (field === "data") pending.data.push(value);
    else if (field === "event") pending.name = value;
    else if (field === "id" && !value.includes("\0")) pending.id = value;
    else if (field === "retry" && /^\d+$/.test(value)) retryMs = Number(value);
    return [];
  };

  return {
    push: (piece) => {
      const text = rest + piece;
      const isSplit = text.endsWith("\r");
      const lines = (isSplit ? text.slice(0, -1) : text).split(/\r\n|\r|\n/);
      rest = (lines.pop() ?? "") + (isSplit ? "\r" : "");
      return lines.flatMap(take);
    },
    retryMs: () => retryMs,
  };
}

function nothing(): Pending {
  return { id: undefined, name: "message", data: [] };
}

/** A line that begins with a colon is a comment: a field without a name. */
function split(line: string): [field: string, value: string] {
  const colon = line.indexOf(":");
  if (colon < 0) return [line, ""];
  const value = line.slice(colon + 1);
  return [line.slice(0, colon), value.startsWith(" ") ? value.slice(1) : value];
}
