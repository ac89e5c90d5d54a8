import { notModelled } from "../language";
import { type Parameter } from "../run/batch";
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

/** sp_executesql, of the procedures that have a number instead of a name, MS-TDS 2.2.6.6. */
const EXECUTE_SQL = 10;

/** The parameters of the call of sp_executesql in a message: the statement, the declarations, and the values. */
export function readExecuteSql(data: Buffer): Parameter[] {
  const reader = afterHeaders(data);
  const length = reader.u16();
  const procedure = length === 0xffff ? reader.u16() : reader.text(length).toLowerCase();
  if (procedure !== EXECUTE_SQL && procedure !== "sp_executesql") {
    throw notModelled(`procedure ${String(procedure)}`);
  }
  reader.u16();
  const parameters: Parameter[] = [];
  while (!reader.atEnd) {
    if (BETWEEN_CALLS.includes(data[reader.at] ?? 0)) {
      throw notModelled("several calls in one request");
    }
    const name = reader.text(reader.u8());
    reader.u8();
    parameters.push({ name, ...readTypedValue(reader) });
  }
  return parameters;
}

const BETWEEN_CALLS = [0x80, 0xfe, 0xff];
