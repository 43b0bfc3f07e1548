import { Anchor, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { api, data } from "~/api/client";
import { signInOptionsQuery } from "~/api/queries/session";
import { enter } from "~/api/session";
import { QueryView } from "~/ui/query-view";
import { AcceptInvitation } from "./accept-invitation";
import { linkToken } from "./link-token";
import { NewPasswordForm } from "./new-password-form";
import { SignInFrame } from "./sign-in-frame";

const NAME = { name: "name", label: "Your name", autoComplete: "name" };
const EMAIL = { name: "email", label: "E-mail address", type: "email", autoComplete: "username" };
const TENANT = { name: "tenant_name", label: "Name of your company or team" };

/** Make an account: by an invitation, or where anybody may. Who has an account already accepts with that. */
export function JoinPage() {
  const token = linkToken(useLocation().hash);
  const navigate = useNavigate();
  const options = useQuery(signInOptionsQuery());
  const invitation = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => data(api.POST("/api/v1/auth/invitations/preview", { body: { token: token ?? "" } })),
    enabled: token !== undefined,
    retry: false,
  });

  async function register(values: Readonly<Record<string, string>>) {
    const { name = "", email = "", password = "", tenant_name } = values;
    const place = token ? { invitation: token } : { tenant_name: tenant_name ?? null };
    const body = { name, email: invitation.data?.email ?? email, password, ...place, cookie: true };
    enter(await data(api.POST("/api/v1/auth/register", { body })));
    await navigate({ to: "/workflows" });
  }

  if (!token)
    return (
      <SignInFrame title="Make an account">
        <QueryView query={options}>
          {({ registration }) =>
            registration === "open" ? (
              <NewPasswordForm fields={[NAME, EMAIL, TENANT]} action="Make the account" onSubmit={register} />
            ) : (
              <Text>
                You need an invitation. Ask an administrator for one, or open the link that you were sent.{" "}
                <Anchor href="/sign-in">Sign in</Anchor>
              </Text>
            )
          }
        </QueryView>
      </SignInFrame>
    );
  return (
    <SignInFrame title="You are invited">
      <QueryView query={invitation}>
        {({ tenant_name, role, email }) => (
          <>
            <Text size="sm">
              To <strong>{tenant_name}</strong> as {role}, with the address <strong>{email}</strong>.
            </Text>
            <NewPasswordForm fields={[NAME]} action={`Join ${tenant_name}`} onSubmit={register} />
            <AcceptInvitation
              token={token}
              email={email}
              onAccepted={() => void navigate({ to: "/workflows" })}
            />
          </>
        )}
      </QueryView>
    </SignInFrame>
  );
}
