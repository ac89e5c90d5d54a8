import { type Answer } from "../run/batch";
import { type SqlError } from "../sql-error";
import { type SqlType } from "../tsql/types";
import { longText, shortText, u16, u32, u64, u8 } from "./bytes";
import { COLLATION, encodeValue, typeInfo } from "./values";

/** Tokens of an answer, MS-TDS 2.2.7. */
const TOKEN = {
  returnStatus: 0x79,
  columns: 0x81,
  error: 0xaa,
  info: 0xab,
  loginAck: 0xad,
  features: 0xae,
  row: 0xd1,
  change: 0xe3,
  done: 0xfd,
  doneProcedure: 0xfe,
  doneInProcedure: 0xff,
} as const;

export const DONE = { more: 0x01, error: 0x02, count: 0x10, attention: 0x20 } as const;
const SELECT = 0xc1;

export type DoneKind = "done" | "doneProcedure" | "doneInProcedure";

export const done = (status: number, rows = 0, kind: DoneKind = "done", command = 0): Buffer =>
  Buffer.concat([u8(TOKEN[kind]), u16(status), u16(command), u64(rows)]);

const withLength = (token: number, body: Buffer): Buffer => Buffer.concat([u8(token), u16(body.length), body]);

const message = (
  token: number,
  number: number,
  state: number,
  severity: number,
  text: string,
  server: string,
): Buffer =>
  withLength(
    token,
    Buffer.concat([u32(number), u8(state), u8(severity), longText(text), shortText(server), shortText(""), u32(1)]),
  );

export const errorToken = ({ number, state, severity, message: text }: SqlError, server: string): Buffer =>
  message(TOKEN.error, number, state, severity, text, server);

export const infoToken = (number: number, text: string, server: string): Buffer =>
  message(TOKEN.info, number, 1, 0, text, server);

export const databaseChange = (to: string, from: string): Buffer =>
  withLength(TOKEN.change, Buffer.concat([u8(1), shortText(to), shortText(from)]));

export const languageChange = (to: string): Buffer =>
  withLength(TOKEN.change, Buffer.concat([u8(2), shortText(to), shortText("")]));

export const packetSizeChange = (to: number, from: number): Buffer =>
  withLength(TOKEN.change, Buffer.concat([u8(4), shortText(String(to)), shortText(String(from))]));

export const collationChange = (): Buffer =>
  withLength(TOKEN.change, Buffer.concat([u8(7), u8(COLLATION.length), COLLATION, u8(0)]));

/** The answer to a request to forget what the connection was set to. */
export const resetChange = (): Buffer => withLength(TOKEN.change, Buffer.from([18, 0, 0]));

export function loginAck(version: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(version);
  return withLength(
    TOKEN.loginAck,
    Buffer.concat([u8(1), bytes, shortText("Microsoft SQL Server"), Buffer.from([12, 0, 0x07, 0xd0])]),
  );
}

/** That the server agrees to signing in with a token. */
export const tokenAck = (): Buffer => Buffer.concat([u8(TOKEN.features), u8(2), u32(0), u8(0xff)]);

const NULLABLE = 0x09;

const columnsToken = (columns: readonly { readonly name: string; readonly type: SqlType }[]): Buffer =>
  Buffer.concat([
    u8(TOKEN.columns),
    u16(columns.length),
    ...columns.flatMap(({ name, type }) => [u32(0), u16(NULLABLE), typeInfo(type), shortText(name)]),
  ]);

export const returnStatus = (status: number): Buffer => Buffer.concat([u8(TOKEN.returnStatus), u32(status)]);

/** The answers of a batch; the last one says that there are no more, unless it is within a procedure. */
export function answerTokens(answers: readonly Answer[], server: string, kind: DoneKind): Buffer[] {
  return answers.map((answer, index) => {
    const more = index < answers.length - 1 || kind === "doneInProcedure" ? DONE.more : 0;
    switch (answer.kind) {
      case "error":
        return Buffer.concat([errorToken(answer.error, server), done(DONE.error | more, 0, kind)]);
      case "done":
        return done(more, 0, kind);
      case "rows": {
        const rows = answer.rows.map((row) =>
          Buffer.concat([u8(TOKEN.row), ...answer.columns.map(({ type }, at) => encodeValue(row[at] ?? null, type))]),
        );
        return Buffer.concat([
          columnsToken(answer.columns),
          ...rows,
          done(DONE.count | more, rows.length, kind, SELECT),
        ]);
      }
    }
  });
}
