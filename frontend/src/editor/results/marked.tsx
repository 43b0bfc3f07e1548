import { Mark } from "@mantine/core";
import { markedPieces } from "./searching";

export type MarkedProps = { text: string; search: string };

/** A text in which what is searched for is marked. */
export function Marked({ text, search }: MarkedProps) {
  if (search === "") return text;
  return markedPieces(text, search).map((piece) =>
    piece.isMatch ? <Mark key={piece.at}>{piece.text}</Mark> : <span key={piece.at}>{piece.text}</span>,
  );
}
