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
  readonly token?: string;
}

const FEATURE = { federated: 0x02, end: 0xff } as const;
/** How federated authentication is done; asking the server where to get a token is not modelled. */
const WITH_TOKEN = 1;

/** MS-TDS 2.2.6.4 */
export function readLogin(data: Buffer): Login {
  const reader = new ByteReader(data);
  reader.u32();
  const version = reader.u32();
  const packetSize = reader.u32();
  reader.at = 24;
  const [, , , flags3 = 0] = reader.bytes(4);
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
    ...(federated && { token: tokenIn(federated) }),
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

function tokenIn(data: Buffer): string {
  const reader = new ByteReader(data);
  const library = reader.u8() >> 1;
  if (library !== WITH_TOKEN) {
    throw new ProtocolError(`federated authentication with library ${String(library)}`);
  }
  return reader.bytes(reader.u32()).toString("utf16le");
}

function unscramble(bytes: Buffer): string {
  const plain = Buffer.from(bytes.map((byte) => ((byte ^ 0xa5) << 4) | ((byte ^ 0xa5) >> 4)));
  return plain.toString("utf16le");
}
