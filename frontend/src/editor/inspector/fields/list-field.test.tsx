import { fireEvent, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { fakeServer } from "~/testing/fake-server";
import { renderField } from "~/testing/form";

const WORDS = { type: "array", items: { type: "string", title: "Word" } };

beforeEach(() => {
  fakeServer();
});

it("moves elements by buttons, and takes them out", async () => {
  const { value } = renderField(WORDS, ["a", "b", "c"]);

  await userEvent.click(screen.getByRole("button", { name: "Move Word 1 down" }));
  expect(value()).toEqual(["b", "a", "c"]);
  await userEvent.click(screen.getByRole("button", { name: "Move Word 3 up" }));
  expect(value()).toEqual(["b", "c", "a"]);
  await userEvent.click(screen.getByRole("button", { name: "Remove Word 2" }));
  expect(value()).toEqual(["b", "a"]);
  expect(screen.getByRole("button", { name: "Move Word 1 up" })).toBeDisabled();
  expect(screen.getByRole("button", { name: "Move Word 2 down" })).toBeDisabled();
});

it("moves an element by dragging it to another's place", () => {
  const { value } = renderField(WORDS, ["a", "b", "c"]);
  const [first, , third] = [...document.querySelectorAll("[data-row]")];
  const grip = first?.querySelector("[draggable]");
  if (!grip || !third) throw new Error("there are no rows");

  fireEvent.dragStart(grip);
  fireEvent.dragOver(third);
  expect(third).toHaveAttribute("data-over");
  fireEvent.drop(third);

  expect(value()).toEqual(["b", "c", "a"]);
  expect(third).not.toHaveAttribute("data-over");
});

it("takes no more than its schema does", () => {
  renderField({ ...WORDS, maxItems: 1 }, ["a"]);

  expect(screen.getByRole("button", { name: "Add to Field" })).toBeDisabled();
});
