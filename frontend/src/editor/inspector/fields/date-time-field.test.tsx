import { fireEvent, screen } from "@testing-library/react";
import { renderField } from "~/testing/form";

async function picker(value: string) {
  const form = renderField({ type: "string", format: "date-time" }, value);
  fireEvent.click(screen.getByRole("button", { name: "Pick Field" }));
  return { ...form, input: await screen.findByLabelText("In UTC") };
}

test("a time of another zone is shown, and written back, in UTC", async () => {
  const { input, value } = await picker("2026-01-01T08:00+05:30");
  expect(input).toHaveValue("2026-01-01T02:30");
  fireEvent.change(input, { target: { value: "2026-01-01T02:31" } });
  expect(value()).toBe("2026-01-01T02:31Z");
});

test("a time without a zone is one of UTC", async () => {
  const { input } = await picker("2026-01-01 08:00");
  expect(input).toHaveValue("2026-01-01T08:00");
});

test("an emptied picker takes the value out", async () => {
  const { input, value } = await picker("2026-01-01T08:00Z");
  fireEvent.change(input, { target: { value: "" } });
  expect(value()).toBeUndefined();
});
