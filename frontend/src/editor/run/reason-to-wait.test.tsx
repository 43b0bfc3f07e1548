import { renderInEditor } from "~/testing/editor";
import { ReasonToWait } from "./reason-to-wait";

const DAY_MS = 86_400_000;

test.each([
  ["waiting", "approval", "It waits for somebody to decide. Its time is up in 2 days."],
  ["waiting", "time", "It waits for a time. It goes on in 2 days."],
  ["queued", null, "It was asked to begin later. It begins in 2 days."],
] as const)("what is %s for %s tells what happens when", (status, waiting_for, said) => {
  const wake_at = new Date(Date.now() + 2 * DAY_MS + 60_000).toISOString();
  const { container } = renderInEditor(<ReasonToWait execution={{ status, waiting_for, wake_at }} />);
  expect(container).toHaveTextContent(said);
});

test("what waits without an end says so alone", () => {
  const execution = { status: "waiting", waiting_for: "signal", wake_at: null } as const;
  const { container } = renderInEditor(<ReasonToWait execution={execution} />);
  expect(container).toHaveTextContent("It waits for a signal.");
  expect(container).not.toHaveTextContent("Its time is up");
});
