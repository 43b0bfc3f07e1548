import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { fakeServer, problem } from "~/testing/fake-server";
import { renderField, renderForm } from "~/testing/form";

const cases = {
  type: "array",
  title: "Cases",
  items: {
    type: "object",
    title: "Case",
    properties: { when: { type: "string", title: "When" }, port: { type: "string", title: "Port" } },
  },
};

describe("a form", () => {
  beforeEach(() => {
    fakeServer();
  });

  it("keeps what is no number in the field, says so, and does not save it", async () => {
    const { value } = renderField({ type: "integer", minimum: 1, description: "How many." }, 3);
    const field = screen.getByLabelText("Field");

    await userEvent.clear(field);
    await userEvent.type(field, "7x");

    expect(field).toHaveValue("7x");
    expect(field).toBeInvalid();
    expect(screen.getByText(/Is no number/)).toBeVisible();
    expect(value()).toBe(7);
  });

  it("counts numbers up and down by arrow keys, within their bounds", () => {
    const { value } = renderField({ type: "integer", minimum: 1 }, 2);
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown"])
      fireEvent.keyDown(screen.getByLabelText("Field"), { key });
    expect(value()).toBe(1);
  });

  it("keeps JSON that is none yet", async () => {
    const { value } = renderField({ format: "json" }, { a: 1 });
    fireEvent.change(screen.getByLabelText("Field"), { target: { value: '{"a": ' } });
    expect(screen.getByLabelText("Field")).toHaveValue('{"a": ');
    expect(screen.getByText(/Is not JSON yet/)).toBeVisible();
    expect(value()).toEqual({ a: 1 });
  });

  it("shows a default as what stands there, and goes back to it", async () => {
    const { value, changes } = renderField({ type: "string", default: "UTC" }, "Oslo");
    expect(screen.getByPlaceholderText("UTC")).toHaveValue("Oslo");
    await userEvent.click(screen.getByRole("button", { name: "Reset Field" }));
    expect([value(), changes.at(-1)?.value]).toEqual([undefined, undefined]);
  });

  it("shows fields only while they matter", async () => {
    const properties = {
      auth: { type: "string", title: "Auth", enum: ["none", "header"], default: "none" },
      name: { type: "string", title: "Header name", shown_when: { field: "auth", is: ["header"] } },
    };
    renderForm({ properties });
    expect(screen.queryByLabelText("Header name")).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("radio", { name: "header" }));
    expect(screen.getByLabelText("Header name")).toBeVisible();
  });

  it("unfolds what is rarely set for the field that somebody goes to", async () => {
    const properties = { limit: { type: "integer", title: "Limit", advanced: true } };
    const { unmount } = renderForm({ properties });
    expect(screen.getByRole("button", { name: "More settings (1)" })).toHaveAttribute(
      "aria-expanded",
      "false",
    );
    unmount();

    renderForm({ properties }, {}, { focus: { field: "limit", at: 1 } });
    await waitFor(() => expect(screen.getByLabelText("Limit")).toHaveFocus());
  });

  it("shows the server's messages at their fields, also deep inside", () => {
    const problems = new Map([["cases.1.when", ["Ends too early."]]]);
    renderForm({ properties: { cases } }, { cases: [{ when: "a" }, { when: "b" }] }, { problems });
    const [, second] = screen.getAllByLabelText("When");
    expect(second).toHaveAccessibleDescription(/Ends too early/);
  });

  it("adds, moves and removes elements of lists, and says what they are", async () => {
    const { values, changes } = renderForm(
      { properties: { cases } },
      { cases: [{ when: "a" }, { when: "b" }] },
    );
    const list = within(screen.getByRole("group", { name: "Cases" }));

    await userEvent.click(list.getByRole("button", { name: "Move Case 2 up" }));
    expect(values().cases).toEqual([{ when: "b" }, { when: "a" }]);
    await userEvent.click(list.getByRole("button", { name: "Add to Cases" }));
    fireEvent.change(list.getAllByLabelText("Port")[2] ?? document.body, { target: { value: "rest" } });
    expect(changes.at(-1)).toEqual({ path: ["cases", 2, "port"], value: "rest" });
    await userEvent.click(list.getByRole("button", { name: "Remove Case 1" }));
    expect(values().cases).toEqual([{ when: "a" }, { port: "rest" }]);
  });

  it("marks a name that stands twice among headers, and keeps it", async () => {
    const { value } = renderField(
      { type: "object", format: "headers", additionalProperties: true },
      { a: "1" },
    );
    await userEvent.click(screen.getByRole("button", { name: "Add to Field" }));
    await userEvent.type(screen.getByLabelText("Name 2 of Field"), "a");
    expect(screen.getByText('"a" stands here twice.')).toBeVisible();
    expect(value()).toEqual({ a: "1" });
  });

  it("takes a credential's name as text from those who may not see credentials", async () => {
    fakeServer({ "GET /api/v1/credentials": problem(403, "forbidden") });
    const { value } = renderField({ type: "string", format: "credential" });
    await waitFor(() => expect(screen.queryByText("Make a credential")).not.toBeInTheDocument());
    fireEvent.change(screen.getByLabelText("Field"), { target: { value: "shop" } });
    expect(value()).toBe("shop");
  });

  it("tells how long a duration is, and when a timetable comes", async () => {
    fakeServer({ "POST /api/v1/schedules/preview": { slots: ["2030-01-31T08:00:00Z"] } });
    const properties = {
      every: { type: "string", title: "Every", format: "duration" },
      cron: { type: "string", title: "Cron", format: "cron" },
      zone: { type: "string", title: "Zone", format: "time-zone", default: "UTC" },
    };
    renderForm({ properties }, { every: "1h30m", cron: "0 8 * * *" });
    expect(screen.getByText("1 hour 30 minutes.")).toBeVisible();
    expect(await screen.findByText(/Jan 31, 2030, 8:00/)).toBeVisible();
  });

  it("can be looked at without changing anything", () => {
    renderForm(
      { properties: { cases, text: { type: "string", title: "Text" } } },
      { cases: [{ when: "a" }] },
      { isReadOnly: true },
    );
    expect(screen.getByLabelText("Text")).toHaveAttribute("readonly");
    expect(screen.queryByRole("button", { name: "Add to Cases" })).not.toBeInTheDocument();
  });
});
