import { u16, u32, u64, u8, shortText } from "../../../simulator/sql/tds/bytes";
import * as tokens from "../../../simulator/sql/tds/tokens";
import { type Answer, change, endless, HostileServer, says, type Script, TOKEN, WELCOME } from "./hostile-server";

const HOST = "orders.database.windows.net";
/** In KiB. */
const MOST_MEMORY = 150 * 1024;

/** What the runner says of a server, which has to be one clear failure. */
async function failureOf(script: Script): Promise<string> {
  const server = await HostileServer.start(script);
  try {
    const { status, err, memory } = await server.run({
      waits: Object.values(script).some((answer: Answer) => WAITED_FOR.includes(answer)),
    });
    expect(status).toBe(1);
    expect(err).not.toMatch(/\n\s+at |Tedious|Error:/);
    expect(err).not.toContain(TOKEN);
    expect(memory).toBeLessThan(MOST_MEMORY);
    const [, what] = new RegExp(`^sql-runner: cannot apply login "app" on ${HOST}: (.*)\n`).exec(err) ?? [];
    return what ?? `unclear: ${err}`;
  } finally {
    await server.stop();
  }
}

const packetSize = (size: string): Answer => says(change(4, shortText(size), shortText("4096")), ...WELCOME);

/** Columns of a table: varbinary(max), or int. */
const columns = (count: number, type: Buffer): Buffer =>
  Buffer.concat([
    u8(0x81),
    u16(count),
    ...Array.from({ length: count }, () => Buffer.concat([u32(0), u16(9), type, u8(0)])),
  ]);
const MAX_BYTES = Buffer.from([0xa5, 0xff, 0xff]);
const INTEGER = Buffer.from([0x26, 4]);
const ROW = u8(0xd1);
const UNKNOWN_LENGTH = Buffer.from("feffffffffffffff", "hex");

const silence: Answer = () => undefined;
const hangUp: Answer = (socket) => socket.destroy();
const raw =
  (hex: string): Answer =>
  (socket) =>
    socket.write(Buffer.from(hex, "hex"));
/** A byte of a message that is not wrong so far in each second; the timers here are those of the test, not hastened. */
const drip: Answer = (socket) => {
  socket.write(Buffer.from("0400ffff00000100ab", "hex"));
  const timer = setInterval(() => socket.write(Buffer.alloc(1)), 50);
  socket.on("close", () => {
    clearInterval(timer);
  });
};
const noise: Answer = (socket) =>
  socket.write(Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * index * 31 + 7) % 251)));
/** The runner waits for more. */
const WAITED_FOR: readonly (Answer | undefined)[] = [silence, drip, noise];

const PRELOGINS: Readonly<Record<string, [Answer, RegExp]>> = {
  silence: [silence, /Failed to connect to .* in 15000ms|no login to .* within 30 s/],
  "the end": [hangUp, /Connection lost|socket hang up/],
  "a byte a second": [drip, /Failed to connect to .* in 15000ms/],
  noise: [noise, /in 15000ms|sent a response that no SQL server sends/],
  "a packet of no length": [
    raw("0401000000000100"),
    /sent a response that no SQL server sends: Unable to process incoming packet/,
  ],
  "offsets beyond the message": [
    says(Buffer.from("00fff0fff001", "hex")),
    /sent a response that no SQL server sends: /,
  ],
  "no end": [
    endless(Buffer.alloc(0), Buffer.alloc(1000)),
    /sent a response that no SQL server sends: more than 256 KiB at once/,
  ],
};

const LOGINS: Readonly<Record<string, [Answer, RegExp]>> = {
  silence: [silence, /in 15000ms|no login to .* within 30 s/],
  "the end": [hangUp, /Connection lost - socket hang up/],
  "a byte a second": [drip, /in 15000ms|no login to .* within 30 s/],
  "packets of 0 bytes": [packetSize("0"), /sent a response that no SQL server sends: a packet size of 0$/],
  "packets of 1 byte": [packetSize("1"), /a packet size of 1$/],
  "huge packets": [packetSize("4294967296"), /a packet size of 4294967296$/],
  "a token of unknown kind": [
    says(u8(0x42), ...WELCOME),
    /sent a response that no SQL server sends: Unknown type: 66$/,
  ],
  "a change of unknown kind": [endless(Buffer.alloc(0), change(99, u16(0))), /more than 256 KiB at once/],
  "a token longer than the message": [
    says(u8(0xab), u16(65_535), u8(1)),
    /sent a response that no SQL server sends: unexpected end of data/,
  ],
  "a text longer than its token": [says(change(1, u8(255))), /sent a response that no SQL server sends: /],
  "a token of 4 GiB": [endless(Buffer.concat([u8(0xee), u32(0xffffffff)]), u8(7)), /more than 256 KiB at once/],
  "information without end": [endless(Buffer.alloc(0), tokens.infoToken(1, "hi", "")), /more than 256 KiB at once/],
  "no answer to the login": [says(tokens.done(0)), /Login failed/],
  rows: [says(columns(1, INTEGER), ROW, u8(0)), /sent a response that no SQL server sends: /],
};

const ANSWERS: Readonly<Record<string, [Answer, RegExp]>> = {
  silence: [silence, /no complete response from .* within 50 s/],
  "the end": [hangUp, /socket hang up/],
  "a byte a second": [drip, /no complete response from .* within 50 s/],
  "rows without end": [endless(columns(1, INTEGER), Buffer.concat([ROW, u8(0)])), /more than 100000 values at once/],
  "rows of nothing": [endless(columns(0, INTEGER), ROW), /sent a response that no SQL server sends: /],
  "a value without end": [
    endless(Buffer.concat([columns(1, MAX_BYTES), ROW, UNKNOWN_LENGTH, u32(0x7fffffff)]), u8(7)),
    /more than \d+ KiB at once/,
  ],
  "a value in small pieces": [
    endless(Buffer.concat([columns(1, MAX_BYTES), ROW, UNKNOWN_LENGTH]), Buffer.concat([u32(1), u8(7)])),
    /more than \d+ KiB at once/,
  ],
  "a value of 16 EiB": [
    says(columns(1, MAX_BYTES), ROW, Buffer.from("f0ffffffffffffff", "hex"), u32(1), u8(7)),
    /sent a response that no SQL server sends: /,
  ],
  "too many columns": [says(columns(65_000, INTEGER), tokens.done(0)), /a table of 65000 columns/],
  "a type that does not exist": [says(columns(1, u8(1))), /sent a response that no SQL server sends: Unrecognised/],
  "errors without end": [
    endless(Buffer.alloc(0), tokens.errorToken({ number: 1, state: 1, severity: 16, message: "no" } as never, "")),
    /more than 1000 errors at once/,
  ],
  "a row before its columns": [
    says(ROW, ROW, u64(0)),
    /sent a response that no SQL server sends|Connection lost|Cannot/,
  ],
};

const cases = (answers: Readonly<Record<string, [Answer, RegExp]>>): [string, Answer, RegExp][] =>
  Object.entries(answers).map(([what, [answer, said]]) => [what, answer, said]);

describe("a clear failure is what comes of", () => {
  test.concurrent.each(cases(PRELOGINS))(
    "%s instead of a greeting",
    async (_what, prelogin, said) => {
      expect(await failureOf({ prelogin })).toMatch(said);
    },
    30_000,
  );

  test.concurrent.each(cases(LOGINS))(
    "%s instead of a login",
    async (_what, login, said) => {
      expect(await failureOf({ login })).toMatch(said);
    },
    30_000,
  );

  test.concurrent.each(cases(ANSWERS))(
    "%s instead of an answer",
    async (_what, request, said) => {
      expect(await failureOf({ request })).toMatch(said);
    },
    30_000,
  );
});
