import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { meQuery } from "~/api/queries/session";
import { Page } from "~/ui/page";
import { QueryView } from "~/ui/query-view";
import { PasswordSection } from "./password-section";
import { ProfileSection } from "./profile-section";
import { SecondFactorSection } from "./second-factor/second-factor-section";
import { SessionsSection } from "./sessions-section";
import { TenantsSection } from "./tenants-section";
import { ThemeSection } from "./theme-section";

/** Everything about oneself, in whatever tenant one is. */
export function AccountPage() {
  const me = useQuery(meQuery());
  return (
    <Page title="Account" about="You, wherever you are a member.">
      <QueryView query={me}>
        {(found) => (
          <Stack gap="lg" maw={760}>
            <ProfileSection me={found} />
            <PasswordSection me={found} />
            <SecondFactorSection me={found} />
            <SessionsSection />
            <TenantsSection />
            <ThemeSection />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}
