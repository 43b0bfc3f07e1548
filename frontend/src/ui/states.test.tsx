import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ApiProblem } from "~/api/problem";
import { renderScreen } from "~/testing/screen";
import { confirm } from "./confirm";
import { CopyField } from "./copy-field";
import { Page } from "./page";
import { ProblemAlert } from "./problem-alert";
import { QueryView } from "./query-view";

const refetch = vi.fn();
const query = { data: undefined, error: null, isPending: true, refetch };

beforeEach(() => refetch.mockReset());

it("says that something is loading", async () => {
  renderScreen(<QueryView query={query}>{() => "there"}</QueryView>, { at: "/" });

  expect(await screen.findByRole("status", { name: "Loading" })).toBeVisible();
});

it("shows what is there even when asking again failed", async () => {
  const stale = { ...query, data: "there", error: new Error("no"), isPending: false };
  renderScreen(<QueryView query={stale}>{(data) => data}</QueryView>, { at: "/" });

  expect(await screen.findByText("there")).toBeVisible();
});

it("offers to ask again what had no answer", async () => {
  const failed = { ...query, error: new Error("No answer."), isPending: false };
  renderScreen(<QueryView query={failed}>{() => "there"}</QueryView>, { at: "/" });

  await userEvent.click(await screen.findByRole("button", { name: "Try again" }));

  expect(refetch).toHaveBeenCalledOnce();
});

it("names the places that a problem points at, and its request", async () => {
  const error = new ApiProblem(422, {
    detail: "See errors.",
    request_id: "req-1",
    errors: [{ pointer: "/body/name", code: "x", message: "too long" }],
  });
  renderScreen(<ProblemAlert error={error} />, { at: "/" });

  const alert = await screen.findByRole("alert");

  expect(within(alert).getByRole("listitem")).toHaveTextContent("/name too long");
  expect(alert).toHaveTextContent("Request req-1");
});

it("does nothing before it is confirmed", async () => {
  const onConfirm = vi.fn();
  renderScreen("here", { at: "/" });
  await screen.findByText("here");

  confirm({ title: "Delete it?", children: "For good.", action: "Delete", onConfirm });
  const dialog = await screen.findByRole("dialog", { name: "Delete it?" });
  await userEvent.click(within(dialog).getByRole("button", { name: "Cancel" }));
  expect(onConfirm).not.toHaveBeenCalled();

  confirm({ title: "Delete it?", children: "For good.", action: "Delete", onConfirm });
  await userEvent.click(await screen.findByRole("button", { name: "Delete" }));
  expect(onConfirm).toHaveBeenCalledOnce();
});

it("names the tab after the screen", async () => {
  renderScreen(<Page title="Orders">content</Page>, { at: "/" });

  expect(await screen.findByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
  expect(document.title).toBe("Orders · Thaiyyal");
});

it("copies a text", async () => {
  const user = userEvent.setup();
  renderScreen(<CopyField label="Key" text="thk_1" />, { at: "/" });

  await user.click(await screen.findByRole("button", { name: "Copy: Key" }));

  expect(await navigator.clipboard.readText()).toBe("thk_1");
  expect(await screen.findByRole("button", { name: "Key: copied" })).toBeVisible();
});
