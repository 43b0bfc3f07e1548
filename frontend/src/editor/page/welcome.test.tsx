import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { LIST_CLOSED, noteGreeted } from "~/lib/greeting";
import { fakeServer } from "~/testing/fake-server";
import { renderPanel } from "~/testing/panel";
import { aWorkflow } from "~/testing/workflows";
import { Tour } from "./tour";
import { STEPS } from "./tour-steps";
import { Welcome } from "./welcome";

test("who is here for the first time is welcomed, with examples to look at", async () => {
  open();

  const welcome = await screen.findByRole("complementary", { name: "Welcome" });

  expect(await within(welcome).findByRole("link", { name: "Greeting" })).toHaveAttribute(
    "href",
    "/workflows/example",
  );
});

test("who was welcomed on the list of workflows is offered the tour alone", async () => {
  noteGreeted();
  open();

  const offer = await screen.findByRole("complementary", { name: "Tour of the editor" });
  expect(within(offer).getByRole("button", { name: "Take the tour" })).toBeVisible();
  expect(within(offer).queryByText(/Welcome/)).not.toBeInTheDocument();
  expect(within(offer).queryByRole("list", { name: "Examples" })).not.toBeInTheDocument();
});

test("who closes the welcome here is not welcomed on the list of workflows", async () => {
  open();

  await userEvent.click(await screen.findByRole("button", { name: "Close the welcome" }));

  expect(localStorage.getItem(LIST_CLOSED)).toBe("true");
});

test("the tour passes over what is not on the page", async () => {
  open(["canvas", "inspector"]);
  await userEvent.click(await screen.findByRole("button", { name: "Take the tour" }));

  expect(screen.getByRole("dialog", { name: "Tour, step 1 of 2: The canvas" })).toBeVisible();
  await press("Next");

  expect(screen.getByRole("dialog", { name: /Tour, step 2 of 2/ })).toBeVisible();
  expect(screen.getByRole("button", { name: "Done" })).toBeVisible();
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

function open(targets: readonly string[] = STEPS.map(({ target }) => target)) {
  const example = JSON.parse(JSON.stringify({ ...aWorkflow(), id: "example", name: "Greeting" }));
  fakeServer({ "GET /api/v1/workflows": { items: [example], next_cursor: null } });
  return renderPanel(
    <>
      <p>The page</p>
      {targets.map((target) => (
        <div key={target} data-tour={target} />
      ))}
      <Welcome />
      <Tour />
    </>,
  );
}
