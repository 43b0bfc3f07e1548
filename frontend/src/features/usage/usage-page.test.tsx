import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { aLimit, someFigures } from "~/testing/account";
import { axeFindings } from "~/testing/axe";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { UsagePage } from "./usage-page";

const USAGE = "GET /api/v1/usage";
const RESET = "2026-04-01T00:00:00.000Z";

function server(routes: FakeRoutes = {}) {
  return fakeServer({
    [USAGE]: () =>
      Response.json({
        plan: "small",
        items: [
          aLimit({ used: 10, limit: 1_000, resets_at: RESET }),
          aLimit({ metric: "users", used: 10, limit: 10, share: 1, state: "exceeded" }),
          aLimit({ metric: "storage_bytes", used: 1_048_576, limit: null, share: null }),
        ],
        history: [
          {
            month: new Date().toISOString().slice(0, 7),
            used: { executions: 850, cpu_seconds: 90, api_calls: 0 },
          },
        ],
      }),
    "GET /api/v1/metrics": () => Response.json(someFigures()),
    ...routes,
  });
}

it("says of each limit how much is used, and what happens when it is full", async () => {
  server();
  renderScreen(<UsagePage />, { at: "/usage" });

  const executions = await screen.findByRole("meter", { name: "Executions: 10 of 1,000 this month" });

  expect(executions).toHaveAttribute("aria-valuenow", "1");
  expect(screen.getByText("When it is full, no execution starts until April 1.")).toBeVisible();
  expect(screen.getByText("1 MiB, without a limit")).toBeVisible();
  expect(screen.getByText("small")).toBeVisible();
});

it("shows first what is full", async () => {
  server();
  renderScreen(<UsagePage />, { at: "/usage" });

  const first = (await screen.findAllByRole("listitem"))[0] ?? document.body;

  expect(within(first).getByText("Members")).toBeVisible();
  expect(within(first).getByText("Full")).toBeVisible();
  expect(within(first).getByText(/^It is full: nobody can be invited until/)).toBeVisible();
});

it("shows how executions fare", async () => {
  server();
  renderScreen(<UsagePage />, { at: "/usage" });

  expect(await screen.findByText("90%")).toBeVisible();
  expect(screen.getByText("9 of 10 that ended by themselves")).toBeVisible();
  expect(screen.getByText("120 ms")).toBeVisible();
  expect(screen.getByText("2.4 s")).toBeVisible();
});

it("says the last months in a table too, of what the address asks for", async () => {
  server();
  const { address } = renderScreen(<UsagePage />, { at: "/usage" });

  await userEvent.click(await screen.findByText("As a table"));
  const rows = within(screen.getByRole("table")).getAllByRole("row");
  expect(rows).toHaveLength(13);
  expect(rows[1]).toHaveTextContent("850");

  await userEvent.click(screen.getByRole("radio", { name: "CPU time" }));
  await waitFor(() => expect(address()).toBe("/usage?history=cpu_seconds"));
  expect(within(screen.getByRole("table")).getAllByRole("row")[1]).toHaveTextContent("1 min 30 s");
});

it("says that nothing has ended, and that nothing was used yet", async () => {
  server({
    [USAGE]: { plan: "small", items: [], history: [] },
    "GET /api/v1/metrics": () => Response.json(someFigures({ success_rate: null, durations: null })),
  });
  renderScreen(<UsagePage />, { at: "/usage" });

  expect(await screen.findByText("Nothing was used yet.")).toBeVisible();
  expect(await screen.findAllByText("None has ended yet.")).toHaveLength(3);
});

it("tells who may not see it, and asks again when there was no answer", async () => {
  const asked = server({ [USAGE]: problem(403, "forbidden") });
  const { unmount } = renderScreen(<UsagePage />, { at: "/usage" });
  expect(await screen.findByRole("heading", { name: "You may not see this" })).toBeVisible();
  unmount();

  asked.answer({ [USAGE]: problem(500, "internal", "It broke.") });
  renderScreen(<UsagePage />, { at: "/usage" });
  expect(await screen.findByText("It broke.")).toBeVisible();

  asked.answer({ [USAGE]: { plan: "small", items: [], history: [] } });
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("heading", { name: "Limits" })).toBeVisible();
});

it("has nothing that axe minds", async () => {
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 600, 300));
  server();
  const { container } = renderScreen(<UsagePage />, { at: "/usage" });
  await screen.findByText("90%");

  expect(await axeFindings(container)).toEqual([]);
});
