/** Every form in which a text may have been written somewhere: as it is, escaped, encoded, or in the characters of TDS. */
export function formsOf(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret);
  return [
    bytes,
    Buffer.from(JSON.stringify(secret).slice(1, -1)),
    Buffer.from(encodeURIComponent(secret)),
    Buffer.from(new URLSearchParams({ "": secret }).toString().slice(1)),
    Buffer.from(secret, "utf16le"),
    Buffer.from(bytes.toString("hex")),
    Buffer.from(bytes.toString("hex").toUpperCase()),
    ...["base64", "base64url"].flatMap((encoding) => base64Forms(bytes, encoding as BufferEncoding)),
  ];
}

/** What base64 has in common whatever comes before and after: it depends on where in three bytes the secret begins. */
function base64Forms(bytes: Buffer, encoding: BufferEncoding): Buffer[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString(encoding)
      .replaceAll("=", "");
    return Buffer.from(encoded.slice(before === 0 ? 0 : before + 1, -2));
  });
}

/** In which of the places a secret is, in any form. */
export function placesOf(secret: string, places: ReadonlyMap<string, Buffer>): string[] {
  const forms = formsOf(secret);
  return [...places].filter(([, content]) => forms.some((form) => content.includes(form))).map(([place]) => place);
}
