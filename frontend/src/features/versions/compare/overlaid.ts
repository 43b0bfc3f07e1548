/** Two documents as one picture: the later one, and what is only in the earlier one. */

import type { Diff } from "~/api/queries/versions";
import type { Catalogue } from "~/document/catalogue";
import { boxAround } from "~/document/geometry";
import { openDocument } from "~/document/open";
import { type PictureData, type PictureLine, pictureOf } from "~/document/picture";
import type { Json } from "~/document/types";
import { colourOf, type Kind, kindsOf } from "./kinds";

export type Differing = { readonly id: string; readonly label: string; readonly kind: Kind };
export type OverlaidPicture = Omit<PictureData, "lines"> & {
  readonly lines: readonly (PictureLine & { readonly colour?: string })[];
  readonly differing: readonly Differing[];
};
export type OverlaidOptions = {
  readonly before: Json;
  readonly after: Json;
  readonly diff: Diff;
  readonly catalogue?: Catalogue;
};

export function overlaid({ before, after, diff, catalogue }: OverlaidOptions): OverlaidPicture {
  const kinds = kindsOf(diff);
  const [old, now] = [before, after].map((json) => pictureOf(openDocument(json, catalogue), catalogue));
  const gone = (old?.boxes ?? []).filter(({ id }) => kinds.get(id) === "removed");
  const boxes = [...gone, ...(now?.boxes ?? [])].map((box) => ({
    ...box,
    colour: colourOf(kinds.get(box.id)),
  }));
  const differing = boxes.flatMap(({ id, label }) => {
    const kind = kinds.get(id);
    return kind ? { id, label, kind } : [];
  });
  const bounds = boxAround(boxes) ?? { x: 0, y: 0, width: 1, height: 1 };
  return { boxes, lines: linesOf(old?.lines ?? [], now?.lines ?? []), bounds, differing };
}

function linesOf(old: readonly PictureLine[], now: readonly PictureLine[]): OverlaidPicture["lines"] {
  const [before, after] = [new Set(old.map(ends)), new Set(now.map(ends))];
  return [
    ...old
      .filter((line) => !after.has(ends(line)))
      .map((line) => ({ ...line, id: `before ${line.id}`, colour: colourOf("removed") })),
    ...now.map((line) => (before.has(ends(line)) ? line : { ...line, colour: colourOf("added") })),
  ];
}

function ends({ from, to }: PictureLine): string {
  return JSON.stringify([from, to]);
}
