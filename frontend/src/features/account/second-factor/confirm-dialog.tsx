import { Button, Group, Modal, PasswordInput, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { isProblem } from "~/api/problem";
import type { Confirmation } from "~/api/shapes";
import { ProblemAlert } from "~/ui/problem-alert";

export type ConfirmDialogProps = {
  title: string;
  children: ReactNode;
  action: string;
  /** Whether a password is there to confirm with. */
  hasPassword: boolean;
  isDangerous?: boolean;
  onConfirm: (confirmation: Confirmation) => Promise<void>;
  onClose: () => void;
};

/** Asks for the password, or a code, before something that a thief of the session would do. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, action, hasPassword, isDangerous, onConfirm, onClose } = props;
  const [way, setWay] = useState<"password" | "code">(hasPassword ? "password" : "code");
  const [typed, setTyped] = useState("");
  const confirming = useMutation({
    mutationFn: () =>
      onConfirm(way === "password" ? { password: typed } : { code: typed.replaceAll(/\s/g, "") }),
  });
  const wrong = isProblem(confirming.error) ? confirming.error.errorAt(`/${way}`) : undefined;
  const field = {
    "data-autofocus": true,
    value: typed,
    onChange: (event: { currentTarget: HTMLInputElement }) => setTyped(event.currentTarget.value),
    error: wrong && "This is not right.",
  };

  function choose(next: string) {
    setWay(next === "code" ? "code" : "password");
    setTyped("");
    confirming.reset();
  }

  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": "Close" }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          confirming.mutate();
        }}
      >
        <Stack>
          <Text size="sm">{children}</Text>
          {confirming.error && !wrong && <ProblemAlert error={confirming.error} />}
          {hasPassword && (
            <SegmentedControl
              aria-label="Confirm with"
              value={way}
              onChange={choose}
              data={[
                { value: "password", label: "Password" },
                { value: "code", label: "Code" },
              ]}
            />
          )}
          {way === "password" ? (
            <PasswordInput
              label="Your password"
              autoComplete="current-password"
              visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
              {...field}
            />
          ) : (
            <TextInput
              label="Code"
              description="From your app, or a recovery code."
              autoComplete="one-time-code"
              {...field}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              {...(isDangerous && { color: "red" })}
              loading={confirming.isPending}
              disabled={typed.trim() === ""}
            >
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
