/** What code page 1252 has where Latin-1 has control characters, from 0x80 on; the five it leaves out stand for themselves. */
const UPPER = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function byteOf(character: string): number {
  const at = UPPER.indexOf(character);
  const code = character.charCodeAt(0);
  return at >= 0 ? 0x80 + at : code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : 0x3f;
}

/** Text without N before its quotes keeps only what the code page has; the rest becomes question marks. */
export const toCodePage = (text: string): Buffer => Buffer.from(text.split("").map(byteOf));

export const fromCodePage = (bytes: Buffer): string =>
  [...bytes]
    .map((byte) => (byte >= 0x80 && byte < 0xa0 ? UPPER.charAt(byte - 0x80) : String.fromCharCode(byte)))
    .join("");
