import fc from "fast-check";
import { eventParser, type ServerEvent } from "./event-parser";

const TEXT =
  'retry: 1500\n\nid: 0\nevent: execution\ndata: {"status":"running"}\n\n:\n\nid: 2\r\nevent: step\r\ndata: {"a":\r\ndata: 1}\r\n\r\ndata:bare\rid\r\rignored: x\n\nevent: end\ndata: {"reason":"token_expired","emoji":"🦉"}\n\n';

const EVENTS: ServerEvent[] = [
  { id: "0", name: "execution", data: '{"status":"running"}' },
  { id: "2", name: "step", data: '{"a":\n1}' },
  { id: "", name: "message", data: "bare" },
  { id: undefined, name: "end", data: '{"reason":"token_expired","emoji":"🦉"}' },
];

function parse(pieces: readonly string[]): ServerEvent[] {
  const parser = eventParser();
  return pieces.flatMap(parser.push);
}

describe("the parser of server-sent events", () => {
  it("reads events, comments and the time to wait", () => {
    const parser = eventParser();
    expect(parser.push(TEXT)).toEqual(EVENTS);
    expect(parser.retryMs()).toBe(1500);
  });

  it("does not mind where the text is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(TEXT.length)), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), TEXT.length];
        const pieces = places.slice(1).map((end, at) => TEXT.slice(places[at], end));
        expect(parse(pieces)).toEqual(EVENTS);
      }),
    );
  });

  it("reads letter by letter", () => {
    expect(parse(TEXT.split(""))).toEqual(EVENTS);
  });

  it("gives nothing for an event that is not complete", () => {
    expect(parse(["id: 7\ndata: half"])).toEqual([]);
  });
});
