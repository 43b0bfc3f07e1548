import { notifications } from "@mantine/notifications";

/** Say that something was done. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: "teal", withBorder: true });
}

/** Say what went wrong with something that has no place of its own to say it. */
export function notifyProblem(title: string, error: unknown): void {
  const message = error instanceof Error ? error.message : "Something unexpected happened.";
  notifications.show({ title, message, color: "red", withBorder: true, autoClose: 12_000 });
}
