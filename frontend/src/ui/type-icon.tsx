import { everyIconUrl, icons } from "virtual:catalogue-icons";
import { useQuery } from "@tanstack/react-query";
import { createElement } from "react";

type Shapes = readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[];

export type TypeIconProps = { name: string; size?: number };

/** The icon of a node type, by its Tabler name. Those that the bundle has not are fetched once, all together. */
export function TypeIcon({ name, size = 18 }: TypeIconProps) {
  const known: Shapes | undefined = icons[name];
  const others = useQuery({ ...everyIcon, enabled: known === undefined });
  const shapes = known ?? others.data?.[name] ?? others.data?.box ?? [];
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {shapes.map(([tag, attributes]) => createElement(tag, { key: `${tag}${attributes.d}`, ...attributes }))}
    </svg>
  );
}

const everyIcon = {
  queryKey: ["every-icon"],
  queryFn: async (): Promise<Readonly<Record<string, Shapes>>> => (await fetch(everyIconUrl)).json(),
  staleTime: Number.POSITIVE_INFINITY,
};
