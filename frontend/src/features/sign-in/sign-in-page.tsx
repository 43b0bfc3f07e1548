import { Alert, Anchor, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { signInOptionsQuery } from "~/api/queries/session";
import { enter } from "~/api/session";
import { readFilters } from "~/lib/filters";
import { own } from "~/lib/own";
import { QueryView } from "~/ui/query-view";
import { nextPlace } from "./next-place";
import { ProviderButtons } from "./provider-buttons";
import { SignInForm } from "./sign-in-form";
import { SignInFrame } from "./sign-in-frame";

const PROBLEMS: Readonly<Record<string, string>> = {
  sign_in_failed: "The provider did not confirm who you are. Try again.",
  not_admitted:
    "The provider knows you, but nobody has invited you here. Ask an administrator of your tenant.",
  provider_unavailable: "The provider does not answer at the moment. Try again in a minute.",
};

/** Sign in, by password or through a provider. */
export function SignInPage() {
  const options = useQuery(signInOptionsQuery());
  const { to } = readFilters(useSearch({ strict: false }));
  const { hash } = useLocation();
  const navigate = useNavigate();
  const refused = new URLSearchParams(hash).get("sign-in-problem");

  return (
    <SignInFrame title="Sign in">
      {refused && (
        <Alert color="red" role="alert">
          {own(PROBLEMS, refused) ?? "Signing in through the provider did not work."}
        </Alert>
      )}
      <QueryView query={options}>
        {({ registration }) => (
          <Stack>
            <SignInForm
              onSignedIn={(signedIn) => {
                enter(signedIn);
                void navigate({ href: nextPlace(to) });
              }}
            />
            <ProviderButtons way={{ href: nextPlace(to) }} />
            {registration === "open" && (
              <Text size="sm" ta="center">
                New here? <Anchor href="/join">Make an account</Anchor>
              </Text>
            )}
          </Stack>
        )}
      </QueryView>
    </SignInFrame>
  );
}
