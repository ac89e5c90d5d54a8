import { ByteReader } from "./bytes";

/** MS-TDS 2.2.6.5 */
const OPTION = {
  version: 0,
  encryption: 1,
  instance: 2,
  thread: 3,
  mars: 4,
  trace: 5,
  federated: 6,
  nonce: 7,
  end: 0xff,
} as const;
export const ENCRYPTION = { off: 0, on: 1, notSupported: 2, required: 3 } as const;

export interface Prelogin {
  readonly encryption: number;
  /** Whether the client asks if it may sign in with a token. */
  readonly federated: boolean;
}

export function readPrelogin(data: Buffer): Prelogin {
  const reader = new ByteReader(data);
  const options = new Map<number, Buffer>();
  for (let option = reader.u8(); option !== OPTION.end; option = reader.u8()) {
    const position = reader.bytes(4);
    const from = position.readUInt16BE(0);
    options.set(option, data.subarray(from, from + position.readUInt16BE(2)));
  }
  return {
    encryption: options.get(OPTION.encryption)?.at(0) ?? ENCRYPTION.notSupported,
    federated: options.get(OPTION.federated)?.at(0) === 1,
  };
}

/** Azure encrypts everything: what does not offer it, is told that it has to. */
export function preloginAnswer({ encryption, federated }: Prelogin, strict: boolean): Buffer {
  const agreed = strict ? ENCRYPTION.notSupported : encryption === ENCRYPTION.on ? ENCRYPTION.on : ENCRYPTION.required;
  const options: [number, Buffer][] = [
    [OPTION.version, Buffer.from([12, 0, 0x07, 0xd0, 0, 0])],
    [OPTION.encryption, Buffer.from([agreed])],
    [OPTION.instance, Buffer.from([0])],
    [OPTION.thread, Buffer.alloc(0)],
    [OPTION.mars, Buffer.from([0])],
    ...(federated ? [[OPTION.federated, Buffer.from([1])] as [number, Buffer]] : []),
  ];
  let at = options.length * 5 + 1;
  const heads = options.map(([option, { length }]) => {
    const head = Buffer.from([option, at >> 8, at & 0xff, length >> 8, length & 0xff]);
    at += length;
    return head;
  });
  return Buffer.concat([...heads, Buffer.from([OPTION.end]), ...options.map(([, data]) => data)]);
}
