import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Approval } from "~/api/shapes";
import { axeFindings } from "~/testing/axe";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { page } from "~/testing/workflows";
import { ApprovalsPage } from "./approvals-page";

const LIST = "GET /api/v1/approvals";
const ONE = "GET /api/v1/approvals/:id";
const DECIDE = "POST /api/v1/approvals/:id/decide";

function anApproval(changed: Partial<Approval> = {}): Approval {
  return {
    id: "approval-1",
    execution_id: "execution-1",
    workflow_id: "workflow-1",
    workflow_name: "Payment",
    status: "open",
    title: "Pay 42?",
    description: "The bill is due.",
    form: [
      { name: "budget", type: "choice", required: true, options: ["A", "B"] },
      { name: "amount", type: "number", required: false, options: [] },
      { name: "urgent", type: "boolean", required: false, options: [] },
      { name: "note", type: "text", required: false, options: [] },
    ],
    approvers: [],
    may_decide: true,
    created_at: "2026-03-02T09:00:12.028Z",
    expires_at: null,
    decided_by: null,
    decided_at: null,
    values: null,
    comment: null,
    ...changed,
  };
}

const json = (approval: Approval) => JSON.parse(JSON.stringify(approval));

function server(routes: FakeRoutes = {}) {
  return fakeServer({ [LIST]: page([anApproval()]), [ONE]: json(anApproval()), ...routes });
}

it("shows what is mine to decide, and what it is about", async () => {
  server({ [LIST]: page([anApproval(), anApproval({ id: "b", title: "Not mine", may_decide: false })]) });
  const { container, address } = renderScreen(<ApprovalsPage />, { at: "/approvals" });

  await userEvent.click(await screen.findByRole("button", { name: /Pay 42/ }));

  expect(await screen.findByRole("heading", { name: "Pay 42?" })).toBeVisible();
  expect(address()).toBe("/approvals?approval=approval-1");
  expect(screen.queryByText("Not mine")).not.toBeInTheDocument();
  expect(await axeFindings(container)).toEqual([]);
});

it("approves with what was filled in, after what is required is there", async () => {
  const asked = server({ [DECIDE]: json(anApproval({ status: "approved", may_decide: false })) });
  renderScreen(<ApprovalsPage />, { at: "/approvals?approval=approval-1" });
  const form = await screen.findByRole("form", { name: "Decision" });

  await userEvent.click(within(form).getByRole("button", { name: "Approve" }));
  expect(await within(form).findByText("This is required to approve.")).toBeVisible();
  expect(asked.to(DECIDE)).toHaveLength(0);

  await userEvent.click(within(form).getByRole("combobox", { name: /budget/ }));
  await userEvent.click(await screen.findByRole("option", { name: "B" }));
  await userEvent.type(within(form).getByRole("textbox", { name: "amount" }), "42");
  await userEvent.click(within(form).getByRole("radio", { name: "No" }));
  await userEvent.type(within(form).getByRole("textbox", { name: "Comment" }), "Fine.");
  await userEvent.click(within(form).getByRole("button", { name: "Approve" }));

  await waitFor(() =>
    expect(asked.to(DECIDE)[0]?.body).toEqual({
      decision: "approve",
      values: { budget: "B", amount: 42, urgent: false },
      comment: "Fine.",
    }),
  );
});

it("rejects without the form, and tells the server's refusal at its field", async () => {
  const errors = [{ pointer: "/values/note", code: "invalid_field", message: "this must be a text" }];
  const asked = server({ [DECIDE]: problem(422, "invalid_form", "The form is wrong.", { errors }) });
  renderScreen(<ApprovalsPage />, { at: "/approvals?approval=approval-1" });

  await userEvent.click(await screen.findByRole("button", { name: "Reject" }));

  expect(await screen.findByText("The form is wrong.")).toBeVisible();
  expect(screen.getByRole("textbox", { name: "note" })).toHaveAccessibleDescription("this must be a text");
  expect(asked.to(DECIDE)[0]?.body).toEqual({ decision: "reject", values: {} });
});

it("shows what was decided", async () => {
  const decided = anApproval({
    status: "rejected",
    may_decide: false,
    decided_by: { id: "user-2", name: "Ben" },
    decided_at: "2026-03-02T10:00:00Z",
    values: { urgent: true },
    comment: "Too much.",
  });
  const asked = server({ [LIST]: page([decided]), [ONE]: json(decided) });
  renderScreen(<ApprovalsPage />, { at: "/approvals?view=decided&approval=approval-1" });

  expect(await screen.findByText("Too much.")).toBeVisible();
  expect(screen.getByText(/By Ben/)).toBeVisible();
  expect(screen.getByRole("row", { name: "urgent Yes" })).toBeVisible();
  expect(asked.to(LIST)[0]?.search.get("status")).toBe("decided");
});

it("says who decides what is not mine, and when there is nothing", async () => {
  const others = anApproval({ may_decide: false, approvers: ["ben@example.com", "role:admin"] });
  const asked = server({ [LIST]: page([others]), [ONE]: json(others) });
  const { unmount } = renderScreen(<ApprovalsPage />, { at: "/approvals?view=open&approval=approval-1" });
  expect(await screen.findByText(/ben@example.com, members with the role admin/)).toBeVisible();
  unmount();

  asked.answer({ [LIST]: page([]) });
  renderScreen(<ApprovalsPage />, { at: "/approvals" });
  expect(await screen.findByRole("heading", { name: "Nothing to decide" })).toBeVisible();
});
