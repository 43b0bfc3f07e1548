import { notifications } from "@mantine/notifications";
import { Sentence } from "./sentence";

/** Say that something was done. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: "teal", withBorder: true });
}

/** Say what went wrong with something that has no place of its own to say it. */
export function notifyProblem(title: string, error: unknown): void {
  const message = error instanceof Error ? error.message : "Something unexpected happened.";
  const said = <Sentence>{message}</Sentence>;
  notifications.show({ title, message: said, color: "red", withBorder: true, autoClose: 12_000 });
}
