import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { renderInEditor } from "~/testing/editor";
import { Palette } from "./palette";

function open(canEdit = true) {
  const { editor } = renderInEditor(<Palette />, { canEdit });
  return { user: userEvent.setup(), types: () => editor.getState().document.nodes.map((node) => node.type) };
}

test("a type that is pressed is added", async () => {
  const { user, types } = open();

  await user.click(screen.getByRole("button", { name: "HTTP request" }));

  expect(types()).toEqual(["http"]);
});

test("types are found by what they are for", async () => {
  const { user } = open();

  await user.type(screen.getByRole("textbox", { name: "Search node types" }), "one http request");

  expect(screen.getByRole("button", { name: "HTTP request" })).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Sort" })).not.toBeInTheDocument();
});

test("Enter in the search adds the best type", async () => {
  const { user, types } = open();

  await user.type(screen.getByRole("textbox", { name: "Search node types" }), "sort{Enter}");

  expect(types()).toEqual(["sort"]);
});

test("arrow keys go from the search to the types", async () => {
  const { user, types } = open();

  await user.type(screen.getByRole("textbox", { name: "Search node types" }), "fil{ArrowDown}{Enter}");

  expect(types()).toEqual(["filter"]);
});

test("a group is folded", async () => {
  const { user } = open();

  await user.click(screen.getByRole("button", { name: /^Lists/ }));

  expect(screen.getByRole("button", { name: /^Lists/ })).toHaveAttribute("aria-expanded", "false");
  expect(screen.queryByRole("button", { name: "Sort" })).not.toBeInTheDocument();
});

test("a search without result says so", async () => {
  const { user } = open();

  await user.type(screen.getByRole("textbox", { name: "Search node types" }), "zzz");

  expect(screen.getByText("No node type fits “zzz”.")).toBeInTheDocument();
});

test("there is no palette for who may not edit", () => {
  open(false);

  expect(screen.queryByRole("navigation", { name: "Palette" })).not.toBeInTheDocument();
});
