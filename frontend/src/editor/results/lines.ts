/** A text in lines that can be drawn; very long ones in pieces. Pure. */

const LONGEST = 1_000;

export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).flatMap((line) => (line.length <= LONGEST ? [line] : pieces(line)));
}

function pieces(line: string): string[] {
  return Array.from({ length: Math.ceil(line.length / LONGEST) }, (_, at) =>
    line.slice(at * LONGEST, (at + 1) * LONGEST),
  );
}
