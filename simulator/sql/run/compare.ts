import { compareText, fold } from "../state/names";
import { type SqlValue } from "../tsql/types";

/** Compares two values of one type, neither of them null: negative, zero or positive. */
export function compareValues(left: SqlValue, right: SqlValue): number {
  if (Buffer.isBuffer(left) && Buffer.isBuffer(right)) {
    return Buffer.compare(withoutZeros(left), withoutZeros(right));
  }
  return typeof left === "string" && typeof right === "string"
    ? compareText(left, right)
    : Number(left) - Number(right);
}

/** The same for values that SQL takes as equal. */
export const keyOf = (value: SqlValue): string | number | null =>
  Buffer.isBuffer(value)
    ? withoutZeros(value).toString("hex")
    : value instanceof Date
      ? value.getTime()
      : typeof value === "string"
        ? fold(value)
        : value;

/** The shorter of two is taken as filled up with zeros. */
function withoutZeros(bytes: Buffer): Buffer {
  let { length } = bytes;
  while (length > 0 && bytes[length - 1] === 0) {
    length--;
  }
  return bytes.subarray(0, length);
}
