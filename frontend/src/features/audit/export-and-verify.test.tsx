import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { AuditVerification } from "~/api/shapes";
import type { Json } from "~/document/types";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { meAs } from "~/testing/people";
import { renderScreen } from "~/testing/screen";
import { page } from "~/testing/workflows";
import { AuditPage } from "./audit-page";

const EXPORT = "GET /api/v1/audit-logs/export";
const VERIFY = "GET /api/v1/audit-logs/verify";
const HASH = "ab".repeat(32);

function server(routes: FakeRoutes) {
  return fakeServer({
    "GET /api/v1/audit-logs": page([]),
    "GET /api/v1/me": meAs(["audit.read", "audit.export"]),
    ...routes,
  });
}

function verification(changed: Partial<AuditVerification> = {}): Json {
  const found = {
    ok: true,
    entries: 50,
    start: { seq: 0, hash: "0" },
    end: { seq: 50, hash: HASH },
    head: { seq: 50, hash: HASH },
    unsealed: 0,
    oldest_unsealed_at: null,
    problem: null,
    next_after: null,
    ...changed,
  };
  return JSON.parse(JSON.stringify(found));
}

async function verify() {
  await userEvent.click(await screen.findByRole("button", { name: "Verify" }));
  const [, inDialog] = await screen.findAllByRole("button", { name: "Verify", hidden: true });
  if (inDialog) await userEvent.click(inDialog);
}

describe("downloading the log", () => {
  beforeEach(() => {
    URL.createObjectURL = () => "blob:log";
    URL.revokeObjectURL = () => {};
  });

  it("saves what the filters find as a file", async () => {
    const names: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    const asked = server({ [EXPORT]: () => new Response('{"id":1}\n{"id":2}\n') });
    renderScreen(<AuditPage />, { at: "/audit-log?action=role." });

    await userEvent.click(await screen.findByRole("button", { name: "Download as JSON Lines" }));

    expect(await screen.findByText("The log is downloaded: 18 B.")).toBeVisible();
    expect(names).toEqual(["audit-log.jsonl"]);
    expect(String(asked.to(EXPORT)[0]?.search)).toBe("action=role.");
  });

  it("tells how far it is, and can be stopped", async () => {
    const open = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"id":1}\n{"id":2}\n')),
    });
    server({ [EXPORT]: () => new Response(open) });
    renderScreen(<AuditPage />, { at: "/audit-log" });
    await userEvent.click(await screen.findByRole("button", { name: "Download as JSON Lines" }));

    expect(await screen.findByText("2 entries, 18 B")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Stop the download" }));

    await waitFor(() => expect(screen.queryByText("2 entries, 18 B")).not.toBeInTheDocument());
    expect(screen.queryByText(/The log is downloaded|not downloaded/)).not.toBeInTheDocument();
  });

  it("tells why it was refused", async () => {
    server({ [EXPORT]: problem(403, "forbidden", "you may not download the log") });
    renderScreen(<AuditPage />, { at: "/audit-log" });

    await userEvent.click(await screen.findByRole("button", { name: "Download as JSON Lines" }));

    expect(await screen.findByText("you may not download the log")).toBeVisible();
  });
});

it("verifies part by part, and says that the log is unbroken", async () => {
  const asked = server({
    [VERIFY]: ({ search }) =>
      search.get("after") === "50"
        ? verification({
            entries: 20,
            start: { seq: 50, hash: HASH },
            end: { seq: 70, hash: HASH },
            unsealed: 1,
          })
        : verification({ next_after: 50 }),
  });
  renderScreen(<AuditPage />, { at: "/audit-log" });
  await verify();

  expect(await screen.findByText("The log is unbroken")).toBeVisible();
  expect(
    screen.getByText(/70 entries are as they were written, from the very first to number 70/),
  ).toBeVisible();
  expect(screen.getByText(/1 entry is newer and not sealed yet/)).toBeVisible();
  expect(screen.getByRole("textbox", { name: "Number and hash of the last entry" })).toHaveTextContent(
    `70 ${HASH}`,
  );
  expect(asked.to(VERIFY)).toHaveLength(2);
});

it("says where the log breaks, and how", async () => {
  const wrong = {
    kind: "altered",
    seq: 51,
    message: "entry 51 is not what was sealed",
    entry_id: "e51",
  } as const;
  server({ [VERIFY]: verification({ ok: false, problem: wrong }) });
  renderScreen(<AuditPage />, { at: "/audit-log" });
  await verify();

  expect(await screen.findByText("An entry was changed")).toBeVisible();
  expect(screen.getByText(/It breaks at number 51: entry 51 is not what was sealed/)).toBeVisible();
});

it("verifies that the log goes through an entry that was noted", async () => {
  const asked = server({ [VERIFY]: verification({ start: { seq: 10, hash: HASH }, entries: 40 }) });
  renderScreen(<AuditPage />, { at: "/audit-log" });
  await userEvent.click(await screen.findByRole("button", { name: "Verify" }));
  await userEvent.click(await screen.findByRole("checkbox", { name: /noted earlier/ }));
  await userEvent.type(screen.getByRole("textbox", { name: "Number of the entry" }), "42");
  await userEvent.type(screen.getByRole("textbox", { name: "Its hash" }), HASH);
  const buttons = screen.getAllByRole("button", { name: "Verify", hidden: true });
  await userEvent.click(buttons.at(-1) ?? document.body);

  expect(await screen.findByText(/since number 11, where what was too old was removed/)).toBeVisible();
  expect(screen.getByText(/It goes through number 42, as you noted it/)).toBeVisible();
  await waitFor(() => expect(String(asked.to(VERIFY)[0]?.search)).toBe(`noted_seq=42&noted_hash=${HASH}`));
});
