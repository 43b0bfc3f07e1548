import { Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { meQuery } from "~/api/queries/session";
import { useFilters } from "~/lib/filters";
import { Page } from "~/ui/page";
import { NoPermission, QueryView } from "~/ui/query-view";
import { TABS, type Tab, tabOf } from "./address";
import { AnyResetLink } from "./any-reset-link";
import { NewTenantDialog } from "./tenants/new-tenant-dialog";
import { TenantDrawer } from "./tenants/tenant-drawer";
import { TenantFilterBar } from "./tenants/tenant-filter-bar";
import { TenantList } from "./tenants/tenant-list";

export type PlatformPageProps = {
  /** The platform's own log, drawn by whoever draws logs. */
  log: ReactNode;
};

/** What the owner of the platform looks after: all tenants, the platform's log, links for passwords. */
export function PlatformPage({ log }: PlatformPageProps) {
  const query = useQuery(meQuery());
  const [address, change] = useFilters();
  const tab = tabOf(address);
  const isOwner = query.data?.is_platform_owner ?? false;
  return (
    <Page
      title="Platform"
      about="All tenants of this installation. Only the owner of the platform sees this."
      actions={
        isOwner &&
        tab === "tenants" && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ dialog: "new" })}>
            New tenant
          </Button>
        )
      }
    >
      <QueryView query={query}>
        {() =>
          isOwner ? (
            <>
              <TabNav at={tab} />
              {tab === "tenants" && <Tenants />}
              {tab === "log" && log}
              {tab === "passwords" && <AnyResetLink />}
            </>
          ) : (
            <NoPermission />
          )
        }
      </QueryView>
    </Page>
  );
}

function TabNav({ at }: { at: Tab }) {
  return (
    <Group component="nav" gap="xs" aria-label="Parts of the platform">
      {TABS.map(({ value, label }) => (
        <Button
          key={value}
          size="compact-sm"
          variant={value === at ? "light" : "subtle"}
          color={value === at ? undefined : "gray"}
          aria-current={value === at ? "page" : undefined}
          renderRoot={(props) => (
            <Link to="/platform" search={value === "tenants" ? {} : { tab: value }} {...props} />
          )}
        >
          {label}
        </Button>
      ))}
    </Group>
  );
}

function Tenants() {
  const [address, change] = useFilters();
  return (
    <>
      <TenantFilterBar />
      <TenantList />
      <NewTenantDialog opened={address.dialog === "new"} onClose={() => change({ dialog: undefined })} />
      {address.tenant && (
        <TenantDrawer
          key={address.tenant}
          id={address.tenant}
          onClose={() => change({ tenant: undefined })}
        />
      )}
    </>
  );
}
