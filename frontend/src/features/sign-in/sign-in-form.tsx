import { Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { api, data } from "~/api/client";
import { isProblem } from "~/api/problem";
import type { SignedIn } from "~/api/shapes";
import { ProblemAlert } from "~/ui/problem-alert";

type Fields = { email: string; password: string; totp: string };

export type SignInFormProps = {
  /** Whose session it is that goes on; nobody else may take its place. */
  email?: string;
  onSignedIn: (signedIn: SignedIn) => void;
};

/** E-mail address and password, and the second factor once the server asks for it. */
export function SignInForm({ email, onSignedIn }: SignInFormProps) {
  const { register, handleSubmit, formState, setFocus } = useForm<Fields>({
    defaultValues: { email: email ?? "", password: "", totp: "" },
  });
  const [problem, setProblem] = useState<unknown>();
  const [needsCode, setNeedsCode] = useState(false);

  async function signIn({ totp, ...fields }: Fields) {
    setProblem(undefined);
    try {
      const body = {
        ...fields,
        ...(needsCode && totp ? { totp: totp.replaceAll(" ", "") } : {}),
        cookie: true,
      };
      onSignedIn(await data(api.POST("/api/v1/auth/login", { body })));
    } catch (error) {
      if (!isProblem(error, "second_factor_required") || needsCode) return setProblem(error);
      setNeedsCode(true);
      setTimeout(() => setFocus("totp"));
    }
  }

  return (
    <form onSubmit={handleSubmit(signIn)} noValidate>
      <Stack>
        {problem !== undefined && <ProblemAlert error={problem} title="You are not signed in" />}
        <TextInput
          label="E-mail address"
          type="email"
          autoComplete="username"
          readOnly={email !== undefined}
          error={formState.errors.email?.message}
          {...register("email", { required: "Give the address of your account." })}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
          error={formState.errors.password?.message}
          {...register("password", { required: "Give your password." })}
        />
        {needsCode && (
          <TextInput
            label="Code"
            description="Six digits from your authenticator app, or a recovery code."
            autoComplete="one-time-code"
            inputMode="numeric"
            {...register("totp")}
          />
        )}
        <Button type="submit" loading={formState.isSubmitting} fullWidth>
          Sign in
        </Button>
        <Text size="xs" c="dimmed">
          Forgotten your password? An administrator of your tenant can make a link for a new one.
        </Text>
      </Stack>
    </form>
  );
}
