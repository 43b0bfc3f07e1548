import { everyIconUrl, icons } from "virtual:catalogue-icons";
import { useQuery } from "@tanstack/react-query";
import { createElement } from "react";
import { own } from "~/lib/own";

type Shapes = readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[];

export type TypeIconProps = { name: string; size?: number };

/** The icon of a node type, by its Tabler name. Those that the bundle has not are fetched once, all together. */
export function TypeIcon({ name, size = 18 }: TypeIconProps) {
  const known: Shapes | undefined = own(icons, name);
  return known ? <Drawn shapes={known} size={size} /> : <OtherIcon name={name} size={size} />;
}

/** Only these follow a query: of the others there may be a thousand on the screen. */
function OtherIcon({ name, size }: Required<TypeIconProps>) {
  const { data } = useQuery(everyIcon);
  return <Drawn shapes={(data && (own(data, name) ?? data.box)) ?? []} size={size} />;
}

function Drawn({ shapes, size }: { shapes: Shapes; size: number }) {
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
