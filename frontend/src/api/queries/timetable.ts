import { queryOptions } from "@tanstack/react-query";
import { api, data } from "../client";

export type Timetable = { readonly cron: string; readonly timeZone: string };

const COUNT = 5;

/** When a timetable comes next, five times. */
export const timetableQuery = ({ cron, timeZone }: Timetable) =>
  queryOptions({
    queryKey: ["timetable", cron, timeZone],
    queryFn: async ({ signal }) => {
      const body = { cron, time_zone: timeZone, count: COUNT };
      return (await data(api.POST("/api/v1/schedules/preview", { body, signal }))).slots;
    },
    enabled: cron !== "",
    staleTime: 60_000,
    retry: false,
  });
