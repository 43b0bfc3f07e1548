import { own } from "./own";

it.each(["constructor", "__proto__", "toString", "hasOwnProperty"])(
  "takes %s for a key like any other",
  (key) => {
    expect(own({ a: 1 }, key)).toBeUndefined();
    expect(own(JSON.parse(`{"${key}": 2}`), key)).toBe(2);
  },
);
