/** Text that is no syntax in Markdown, HTML or Mermaid, and no mention of a user, stays as it is. */
const SAFE = /[^\p{L}\p{N} .,:;/()+-]/gu;

const SAFE_IN_MERMAID = /[^\p{L}\p{N} _.,:;/()+-]/gu;

/** A text as plain text in Markdown, also in a table. */
export const plain = (text: string): string =>
  oneLine(text)
    .replace(SAFE, (character) => `&#${String(character.codePointAt(0))};`)
    // Renderers turn bare addresses into links.
    .replace(/:\/\//g, "&#58;//")
    .replace(/\bwww\./gi, "www&#46;");

/** A name as code in Markdown, also in a table. Mentions, links and HTML mean nothing in code. */
export function code(text: string): string {
  const content = oneLine(text).replaceAll("|", "\\|");
  if (content.trim() === "") {
    return "";
  }
  const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return longest > 0 ? `${fence} ${content} ${fence}` : `${fence}${content}${fence}`;
}

/** A text between quotes in Mermaid, which has entities of its own. */
export const mermaidText = (text: string): string =>
  shortened(oneLine(text), 60).replace(SAFE_IN_MERMAID, (character) => `#${String(character.codePointAt(0))};`);

export function shortened(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}

/** Without line breaks, control characters, and characters that change the direction of what follows. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, " ");
