/**
 * The text without characters that a terminal acts on or that hide others: control and format characters, separators of
 * lines and paragraphs, and halves of surrogate pairs, each written as JSON would escape it. So JSON stays JSON.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

/** The same, with its line breaks. */
export function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}
