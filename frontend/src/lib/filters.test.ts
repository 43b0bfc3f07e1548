import { readFilters } from "./filters";

it("keeps texts, and leaves out what is empty or no text", () => {
  expect(readFilters({ q: "orders", tag: "", page: 2, none: undefined })).toEqual({ q: "orders" });
});
