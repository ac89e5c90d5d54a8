/**
 * How SQL_Latin1_General_CP1_CI_AS compares: without regard to case and to blanks at the end. Characters map one to one,
 * so no two different names of other alphabets, and none with a NUL in it, become the same.
 */
export function fold(text: string): string {
  const known = FOLDED.get(text);
  if (known !== undefined) {
    return known;
  }
  const folded = ASCII.test(text) ? text.replace(/ +$/, "").toUpperCase() : foldAny(text);
  if (FOLDED.size >= MOST_FOLDED) {
    FOLDED.clear();
  }
  FOLDED.set(text, folded);
  return folded;
}

/** This is asked for every row of every view. */
const FOLDED = new Map<string, string>();
const MOST_FOLDED = 10_000;

const ASCII = /^[\0-\x7f]*$/;

function foldAny(text: string): string {
  return Array.from(text.replace(/ +$/, ""), (character) => {
    const upper = character.toUpperCase();
    return upper.length === character.length ? upper : character;
  }).join("");
}

export const sameName = (left: string, right: string): boolean => fold(left) === fold(right);

/** Negative, zero or positive, as ORDER BY and < want it. */
export function compareText(left: string, right: string): number {
  const [a, b] = [fold(left), fold(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}
