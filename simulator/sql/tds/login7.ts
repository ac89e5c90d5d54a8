import { ByteReader } from "./bytes";
import { ProtocolError } from "./packets";

export interface Login {
  readonly version: number;
  readonly packetSize: number;
  readonly host: string;
  readonly user: string;
  readonly password: string;
  readonly application: string;
  readonly server: string;
  readonly database: string;
  readonly integrated: boolean;
  readonly federated?: FederatedLogin;
  readonly utf8: boolean;
}

/** With a token, or about to ask where to get one. */
export type FederatedLogin =
  { readonly kind: "token"; readonly token: string; readonly nonce?: Buffer } | { readonly kind: "ask" };

const FEATURE = { federated: 0x02, utf8: 0x0a, end: 0xff } as const;
const LIBRARY = { token: 1, ask: 2 } as const;

/** MS-TDS 2.2.6.4 */
export function readLogin(data: Buffer): Login {
  const reader = new ByteReader(data);
  reader.u32();
  const version = reader.u32();
  const packetSize = reader.u32();
  reader.at = 24;
  const [, flags2, , flags3] = [reader.u8(), reader.u8(), reader.u8(), reader.u8()];
  reader.at = 36;
  const field = (): Buffer => {
    const [from, units] = [reader.u16(), reader.u16()];
    return slice(data, from, units * 2);
  };
  const text = (): string => field().toString("utf16le");
  const [host, user] = [text(), text()];
  const password = unscramble(field());
  const [application, server] = [text(), text()];
  const [extensionAt, extensionLength] = [reader.u16(), reader.u16()];
  text();
  text();
  const database = text();
  const features =
    flags3 & 0x10 && extensionLength >= 4
      ? featuresAt(data, slice(data, extensionAt, 4).readUInt32LE())
      : new Map<number, Buffer>();
  const federated = features.get(FEATURE.federated);
  return {
    version,
    packetSize,
    host,
    user,
    password,
    application,
    server,
    database,
    integrated: (flags2 & 0x80) !== 0,
    utf8: features.has(FEATURE.utf8),
    ...(federated && { federated: federatedLogin(federated) }),
  };
}

function slice(data: Buffer, from: number, length: number): Buffer {
  const reader = new ByteReader(data);
  reader.at = from;
  return length === 0 ? Buffer.alloc(0) : reader.bytes(length);
}

function featuresAt(data: Buffer, from: number): Map<number, Buffer> {
  const reader = new ByteReader(data);
  reader.at = from;
  const features = new Map<number, Buffer>();
  for (let feature = reader.u8(); feature !== FEATURE.end; feature = reader.u8()) {
    features.set(feature, reader.bytes(reader.u32()));
  }
  return features;
}

function federatedLogin(data: Buffer): FederatedLogin {
  const reader = new ByteReader(data);
  const library = reader.u8() >> 1;
  if (library === LIBRARY.ask) {
    return { kind: "ask" };
  }
  if (library !== LIBRARY.token) {
    throw new ProtocolError(`federated authentication with library ${String(library)}`);
  }
  const token = reader.bytes(reader.u32()).toString("utf16le");
  return reader.atEnd ? { kind: "token", token } : { kind: "token", token, nonce: reader.bytes(32) };
}

/** The token that follows where the client asked first, MS-TDS 2.2.6.3. */
export function readTokenMessage(data: Buffer): string {
  const reader = new ByteReader(data);
  reader.u32();
  return reader.bytes(reader.u32()).toString("utf16le");
}

function unscramble(bytes: Buffer): string {
  const plain = Buffer.from(bytes.map((byte) => ((byte ^ 0xa5) << 4) | ((byte ^ 0xa5) >> 4)));
  return plain.toString("utf16le");
}
