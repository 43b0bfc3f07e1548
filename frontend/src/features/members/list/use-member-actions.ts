import { useMutation, useQueryClient } from "@tanstack/react-query";
import { changeMember, removeMember } from "~/api/queries/members";
import { refresh } from "~/api/session";
import type { Me, Member } from "~/api/shapes";
import { confirm } from "~/ui/confirm";
import { notifyDone, notifyProblem } from "~/ui/notify";
import { useMembersChanged } from "../use-members-changed";

export type MemberActions = {
  readonly setStatus: (member: Member) => void;
  readonly remove: (member: Member) => void;
};

/** Disable members, let them in again, remove them; what others would not expect is asked first. */
export function useMemberActions(me: Me): MemberActions {
  const queryClient = useQueryClient();
  const changed = useMembersChanged();
  const changing = useMutation({
    mutationFn: ({ id, status }: Member) =>
      changeMember(id, { status: status === "active" ? "disabled" : "active" }),
    onSuccess: ({ name, status }) =>
      notifyDone(status === "active" ? `${name} is let in again.` : `${name} is disabled.`),
    onError: (error) => notifyProblem("Nothing was changed", error),
    onSettled: changed,
  });
  const removing = useMutation({
    mutationFn: ({ id }: Member) => removeMember(id),
    onSuccess: async (_, { id, name }) => {
      if (id !== me.id) return notifyDone(`${name} is no member any more.`);
      await refresh();
      queryClient.clear();
    },
    onError: (error) => notifyProblem("Nobody was removed", error),
    onSettled: changed,
  });
  return {
    setStatus: (member) =>
      member.status === "active"
        ? confirm({ ...disabling(member), onConfirm: () => changing.mutate(member) })
        : changing.mutate(member),
    remove: (member) =>
      confirm({
        ...(member.id === me.id ? leaving() : removal(member)),
        onConfirm: () => removing.mutate(member),
      }),
  };
}

function disabling({ name }: Member) {
  return {
    title: `Disable ${name}?`,
    children:
      "Within a second they can do nothing in this tenant, neither by hand nor by API key. What they own stays, and they can be let in again.",
    action: "Disable",
  };
}

function removal({ name }: Member) {
  return {
    title: `Remove ${name}?`,
    children: `Workflows and credentials that ${name} owns here pass to you, private ones too. Their API keys for this tenant and the invitations that they sent end. Their account stays.`,
    action: "Remove",
  };
}

function leaving() {
  return {
    title: "Leave this tenant?",
    children:
      "You can come back only when somebody invites you. Your API keys for this tenant end. Your workflows stay; private ones are then reached only by who looks after the workflows of everybody.",
    action: "Leave",
  };
}
