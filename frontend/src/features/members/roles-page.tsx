import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { permissionsQuery } from "~/api/queries/api-keys";
import { allRolesQuery } from "~/api/queries/roles";
import { meQuery } from "~/api/queries/session";
import { useFilters } from "~/lib/filters";
import { Page } from "~/ui/page";
import { QueryView } from "~/ui/query-view";
import { NewRoleDialog } from "./matrix/new-role-dialog";
import { RoleMatrix } from "./matrix/role-matrix";
import { PeopleNav } from "./people-nav";

/** Which role allows what, and the roles of the tenant's own. */
export function RolesPage() {
  const me = useQuery(meQuery());
  const roles = useQuery(allRolesQuery());
  const permissions = useQuery(permissionsQuery());
  const [address, change] = useFilters();
  const mine = me.data?.permissions ?? [];
  const mayCreate = mine.includes("roles.create");
  return (
    <Page
      title="Roles"
      about="A member may do what any of their roles allows."
      actions={
        mayCreate && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ dialog: "new" })}>
            New role
          </Button>
        )
      }
    >
      <PeopleNav at="roles" permissions={mine} />
      <QueryView query={me}>
        {() => (
          <QueryView query={roles}>
            {(all) => (
              <>
                <QueryView query={permissions}>
                  {({ items }) => <RoleMatrix roles={all} permissions={items} mine={mine} />}
                </QueryView>
                {mayCreate && address.dialog === "new" && (
                  <NewRoleDialog roles={all} mine={mine} onClose={() => change({ dialog: undefined })} />
                )}
              </>
            )}
          </QueryView>
        )}
      </QueryView>
    </Page>
  );
}
