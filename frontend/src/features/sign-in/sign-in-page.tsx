import { Button, Container, Paper, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { api, data } from "~/api/client";
import { enter } from "~/api/session";
import { readFilters } from "~/lib/filters";
import { ProblemAlert } from "~/ui/problem-alert";

type Fields = { email: string; password: string };

/** Sign in with e-mail address and password. */
export function SignInPage() {
  const { register, handleSubmit, formState } = useForm<Fields>();
  const [problem, setProblem] = useState<unknown>();
  const { to } = readFilters(useSearch({ strict: false }));
  const navigate = useNavigate();

  async function signIn(fields: Fields) {
    try {
      enter(await data(api.POST("/api/v1/auth/login", { body: { ...fields, cookie: true } })));
      await navigate({ href: to ?? "/" });
    } catch (error) {
      setProblem(error);
    }
  }

  return (
    <Container size={420} py={80}>
      <Paper withBorder p="lg">
        <form onSubmit={handleSubmit(signIn)}>
          <Stack>
            <Title order={1}>Sign in</Title>
            {problem !== undefined && <ProblemAlert error={problem} />}
            <TextInput label="E-mail address" type="email" autoComplete="username" {...register("email")} />
            <PasswordInput label="Password" autoComplete="current-password" {...register("password")} />
            <Button type="submit" loading={formState.isSubmitting}>
              Sign in
            </Button>
          </Stack>
        </form>
      </Paper>
    </Container>
  );
}
