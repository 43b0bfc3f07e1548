import { act, screen, waitFor } from "@testing-library/react";
import { aStep } from "~/testing/executions";
import { fetched, ORDERS, OUTPUT, shown } from "~/testing/results";

beforeEach(() => localStorage.clear());

test("an output is pinned, changed and taken off", async () => {
  const { user, run } = await shown([fetched], "fetch");
  await user.click(await screen.findByRole("button", { name: "Pin the output" }));
  expect(run.getState().pinned).toEqual({ fetch: ORDERS });
  await user.click(screen.getByRole("button", { name: "Edit the pinned output" }));
  const field = await screen.findByRole("textbox", { name: "Pinned output" });
  await user.clear(field);
  await user.type(field, "[[1]");
  await user.click(screen.getByRole("button", { name: "Pin" }));
  expect(run.getState().pinned).toEqual({ fetch: [1] });
  await user.click(await screen.findByRole("button", { name: "Unpin the output" }));
  expect(run.getState().pinned).toEqual({});
});

test("what was unpinned can be brought back", async () => {
  const { user, run } = await shown([fetched], "fetch");
  act(() => run.getState().pin("fetch", ["written by hand"]));
  await user.click(await screen.findByRole("button", { name: "Unpin the output" }));
  expect(run.getState().pinned).toEqual({});
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect(run.getState().pinned).toEqual({ fetch: ["written by hand"] });
});

test.each(["failed", "skipped"] as const)("what has %s gave nothing that could be pinned", async (status) => {
  await shown([aStep({ status, output: null })], "fetch");
  expect(await screen.findByRole("button", { name: "Pin the output" })).toBeDisabled();
});

test("an execution that begins takes nothing from a pinned output that is being edited", async () => {
  const { user, run } = await shown([fetched], "fetch");
  await user.click(await screen.findByRole("button", { name: "Edit the pinned output" }));
  const field = await screen.findByRole("textbox", { name: "Pinned output" });
  await user.clear(field);
  await user.type(field, "[[7]");
  await act(() => run.getState().show("execution-2"));
  await user.click(screen.getByRole("button", { name: "Pin" }));
  expect(run.getState().pinned).toEqual({ fetch: [7] });
});

test("what is cut is pinned whole", async () => {
  const cut = aStep({ output: [1], is_preview: true, seq: 5 });
  const { user, run } = await shown([cut], "fetch", { [OUTPUT]: { output: [1, 2], is_preview: false } });
  await user.click(await screen.findByRole("button", { name: "Pin the output" }));
  await waitFor(() => expect(run.getState().pinned).toEqual({ fetch: [1, 2] }));
});

test("what is cut is edited whole before it is pinned", async () => {
  const cut = aStep({ output: [1], is_preview: true, seq: 5 });
  const { user } = await shown([cut], "fetch", { [OUTPUT]: { output: [1, 2], is_preview: false } });
  await user.click(await screen.findByRole("button", { name: "Edit the pinned output" }));
  expect(await screen.findByRole("textbox", { name: "Pinned output" })).toHaveTextContent(/1,\s*2/);
});

test("what is pinned is seen where an execution gave something else, which is a click away", async () => {
  const { user, run } = await shown([aStep({ output: "given" })], "fetch");
  act(() => run.getState().pin("fetch", "pinned"));
  expect(await screen.findByText("pinned")).toBeVisible();
  await user.click(screen.getByRole("radio", { name: "Of this execution" }));
  expect(await screen.findByText("given")).toBeVisible();
});
