import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { fakeServer } from "~/testing/fake-server";
import { renderPanel } from "~/testing/panel";
import { aWorkflow } from "~/testing/workflows";
import { Tour } from "./tour";
import { Welcome } from "./welcome";

test("who is here for the first time is welcomed, with examples to look at", async () => {
  open();

  const welcome = await screen.findByRole("complementary", { name: "Welcome" });

  expect(await within(welcome).findByRole("link", { name: "Greeting" })).toHaveAttribute(
    "href",
    "/workflows/example",
  );
});

test("the tour goes forwards and back, and ends with its last step", async () => {
  open();
  await userEvent.click(await screen.findByRole("button", { name: "Take the tour" }));

  await press("Next");
  await press("Back");
  expect(screen.getByRole("dialog", { name: /Tour, step 1 of 5/ })).toBeVisible();
  for (const _step of [1, 2, 3, 4]) await press("Next");
  expect(screen.getByRole("dialog", { name: /Tour, step 5 of 5/ })).toBeVisible();
  await press("Done");

  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(screen.queryByRole("complementary")).not.toBeInTheDocument();
});

test("the tour ends with Escape, and can be taken again", async () => {
  const { session } = open();
  await userEvent.click(await screen.findByRole("button", { name: "Take the tour" }));

  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  act(() => session.ui.getState().goOnTour(0));

  expect(screen.getByRole("dialog", { name: /Tour, step 1 of 5/ })).toBeVisible();
});

test("a welcome that was skipped comes again only when it is asked for", async () => {
  const first = open();
  await userEvent.click(await screen.findByRole("button", { name: "Skip" }));
  first.unmount();

  const { session } = open();
  await screen.findByText("The page");
  expect(screen.queryByRole("complementary")).not.toBeInTheDocument();
  act(() => session.ui.getState().open("welcome"));

  expect(screen.getByRole("complementary", { name: "Welcome" })).toBeVisible();
});

function press(name: string) {
  return userEvent.click(screen.getByRole("button", { name }));
}

function open() {
  const example = JSON.parse(JSON.stringify({ ...aWorkflow(), id: "example", name: "Greeting" }));
  fakeServer({ "GET /api/v1/workflows": { items: [example], next_cursor: null } });
  return renderPanel(
    <>
      <p>The page</p>
      <Welcome />
      <Tour />
    </>,
  );
}
