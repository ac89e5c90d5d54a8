import { type Parameter } from "../run/variables";
import { ByteReader } from "./bytes";
import { readTypedValue } from "./values";

/** What follows the headers of a request, MS-TDS 2.2.5.3. */
function afterHeaders(data: Buffer): ByteReader {
  const reader = new ByteReader(data);
  reader.bytes(reader.u32() - 4);
  return reader;
}

export function readBatch(data: Buffer): string {
  const reader = afterHeaders(data);
  return reader.text((data.length - reader.at) >> 1);
}

/** Procedures that have a number instead of a name, MS-TDS 2.2.6.6. */
const NUMBERED: Readonly<Record<number, string>> = {
  1: "sp_cursor",
  2: "sp_cursoropen",
  3: "sp_cursorprepare",
  4: "sp_cursorexecute",
  5: "sp_cursorprepexec",
  6: "sp_cursorunprepare",
  7: "sp_cursorfetch",
  8: "sp_cursoroption",
  9: "sp_cursorclose",
  10: "sp_executesql",
  11: "sp_prepare",
  12: "sp_execute",
  13: "sp_prepexec",
  14: "sp_prepexecrpc",
  15: "sp_unprepare",
};

export interface RpcCall {
  readonly procedure: string;
  readonly parameters: readonly Parameter[];
}

/** Several calls may be in a message. */
export function readRpc(data: Buffer): RpcCall[] {
  const reader = afterHeaders(data);
  const calls: RpcCall[] = [];
  while (!reader.atEnd) {
    const length = reader.u16();
    const procedure = length === 0xffff ? (NUMBERED[reader.u16()] ?? "") : reader.text(length);
    reader.u16();
    const parameters: Parameter[] = [];
    while (!BETWEEN_CALLS.includes(data[reader.at] ?? END_OF_CALL)) {
      const name = reader.text(reader.u8());
      reader.u8();
      parameters.push({ name, ...readTypedValue(reader, name) });
    }
    calls.push({ procedure, parameters });
    reader.at += 1;
  }
  return calls;
}

const END_OF_CALL = 0xff;
const BETWEEN_CALLS = [0x80, 0xfe, END_OF_CALL];
