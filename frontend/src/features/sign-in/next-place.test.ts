import { nextPlace } from "./next-place";

it.each(["/workflows", "/workflows/1?tab=versions#node-2", "/executions/a%20b"])("goes on to %s", (place) => {
  expect(nextPlace(place)).toBe(place);
});

it.each([
  undefined,
  "",
  "workflows",
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example/",
  "\\\\evil.example/",
  "/\t/evil.example/",
  "/\n/evil.example/",
  "\t//evil.example/",
  " //evil.example/",
  "/.//evil.example/",
  "/x/..//evil.example/",
  "javascript:alert(1)",
  "data:text/html,x",
  "/sign-in?to=/workflows",
  "/sign-in",
])("goes to the start instead of %j", (place) => {
  expect(nextPlace(place)).toBe("/");
});
