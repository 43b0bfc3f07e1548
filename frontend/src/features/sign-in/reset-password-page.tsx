import { Anchor, Text } from "@mantine/core";
import { useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "~/api/client";
import { linkToken } from "./link-token";
import { NewPasswordForm } from "./new-password-form";
import { SignInFrame } from "./sign-in-frame";

/** Set a new password by a link, which works once. All sessions end. */
export function ResetPasswordPage() {
  const token = linkToken(useLocation().hash);
  const [isDone, setDone] = useState(false);

  async function setPassword({ password = "" }: Readonly<Record<string, string>>) {
    await api.POST("/api/v1/auth/password-reset", { body: { token: token ?? "", password } });
    setDone(true);
  }

  return (
    <SignInFrame title="New password">
      {isDone ? (
        <Text role="status">
          Your password is set, and you are signed out everywhere. <Anchor href="/sign-in">Sign in</Anchor>
        </Text>
      ) : token ? (
        <NewPasswordForm fields={[]} action="Set the password" onSubmit={setPassword} />
      ) : (
        <Text>The link is not complete. Open it again as you got it, or ask for a new one.</Text>
      )}
    </SignInFrame>
  );
}
