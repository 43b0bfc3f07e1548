/** A text in lines that can be drawn: a short one wrapped, a long one in rows of one height. Pure. */

const LONGEST = 1_000;
const FEW_CHARACTERS = 20_000;
const FEW_LINES = 500;
const ENDS = /\r\n|\r|\n/;

export type TextLines = {
  readonly lines: readonly string[];
  /** There are so few that all of them are drawn, however high each is. */
  readonly isWrapped: boolean;
};

export const NO_LINES: TextLines = { lines: [], isWrapped: false };

export function linesOf(text: string): TextLines {
  const lines = text.split(ENDS);
  const isWrapped = text.length <= FEW_CHARACTERS && lines.length <= FEW_LINES;
  return { lines: isWrapped ? lines : lines.flatMap(pieces), isWrapped };
}

/** Browsers draw lines without end slowly. */
function pieces(line: string): string[] {
  const count = Math.max(1, Math.ceil(line.length / LONGEST));
  return Array.from({ length: count }, (_, at) => line.slice(at * LONGEST, (at + 1) * LONGEST));
}
