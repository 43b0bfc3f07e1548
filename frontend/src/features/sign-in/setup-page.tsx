import { Anchor, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { api, data } from "~/api/client";
import { signInOptionsQuery } from "~/api/queries/session";
import { enter } from "~/api/session";
import { QueryView } from "~/ui/query-view";
import { linkToken } from "./link-token";
import { NewPasswordForm } from "./new-password-form";
import { SignInFrame } from "./sign-in-frame";

const FIELDS = [
  { name: "name", label: "Your name", autoComplete: "name" },
  { name: "email", label: "E-mail address", type: "email", autoComplete: "username" },
  {
    name: "tenant_name",
    label: "Name of your company or team",
    description: "Your first tenant: its members share workflows.",
  },
];

/** Become the owner of a new installation, by the link that the server printed. */
export function SetupPage() {
  const options = useQuery(signInOptionsQuery());
  const token = linkToken(useLocation().hash);
  const navigate = useNavigate();

  async function setUp(values: Readonly<Record<string, string>>) {
    const { name = "", email = "", password = "", tenant_name = "" } = values;
    const body = { name, email, password, tenant_name, token: token ?? "", cookie: true };
    enter(await data(api.POST("/api/v1/auth/setup", { body })));
    await navigate({ to: "/workflows" });
  }

  return (
    <SignInFrame
      title="Welcome"
      about="Make the first account. It owns this installation and its first tenant."
    >
      <QueryView query={options}>
        {({ needs_setup }) =>
          !needs_setup ? (
            <Text>
              This installation has an owner already. <Anchor href="/sign-in">Sign in</Anchor>
            </Text>
          ) : token ? (
            <NewPasswordForm fields={FIELDS} action="Make the account" onSubmit={setUp} />
          ) : (
            <Text>
              Open the one-time link that the server printed when it started. It is in the log of the server.
            </Text>
          )
        }
      </QueryView>
    </SignInFrame>
  );
}
