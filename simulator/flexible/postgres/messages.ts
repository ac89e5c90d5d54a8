// Messages of PostgreSQL's protocol: https://www.postgresql.org/docs/current/protocol-message-formats.html

/** A TLS request, the first message of a client. */
export const TLS_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

export const TLS_FOLLOWS = "S";

/** Requests the password in clear text: AuthenticationCleartextPassword. */
export const PASSWORD_REQUEST = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]);

/** The startup parameters, by name: "user", "database". */
export function readStartup(body: Buffer): ReadonlyMap<string, string> {
  // The protocol version is followed by names and values, each terminated by a zero.
  const texts = body.subarray(4).toString("utf8").split("\0");
  const pairs = texts.flatMap((text, i): [string, string][] => (i % 2 === 0 ? [[text, texts[i + 1] ?? ""]] : []));
  return new Map(pairs);
}

/** An error that ends the connection. */
export function fatalError(code: string, message: string): Buffer {
  const fields = [`SFATAL`, `VFATAL`, `C${code}`, `M${message}`].map((field) => `${field}\0`).join("");
  const body = Buffer.from(`${fields}\0`);
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
