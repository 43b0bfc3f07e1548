import { formatBytes, formatDuration, formatRelative, plural } from "./format";

it.each([
  [0.4, "0.4 ms"],
  [999, "999 ms"],
  [1_500, "1.5 s"],
  [90_000, "1 min 30 s"],
  [7_200_000, "2 h"],
  [90_061_000, "1 d 1 h"],
])("%d ms read as %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

it.each([
  [0, "0 B"],
  [1_023, "1020 B"],
  [1_024, "1 KiB"],
  [1_572_864, "1.5 MiB"],
  [53_687_091_200, "50 GiB"],
  [2 ** 60, "1050000 TiB"],
])("%d bytes read as %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

it.each([
  ["2026-03-02T11:59:55Z", "just now"],
  ["2026-03-02T11:55:00Z", "5 minutes ago"],
  ["2026-03-02T14:00:00Z", "in 2 hours"],
  ["2026-03-01T12:00:00Z", "yesterday"],
])("%s is %s", (iso, text) => {
  expect(formatRelative(iso, Date.parse("2026-03-02T12:00:00Z"))).toBe(text);
});

it("counts in words", () => {
  expect(plural(1, "node")).toBe("1 node");
  expect(plural(1_200, "node")).toBe("1,200 nodes");
  expect(plural(2, "entry", "entries")).toBe("2 entries");
});
