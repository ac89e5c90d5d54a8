import { compareText } from "../state/names";
import { guidBytes } from "../state/sid";
import { isBinary, type SqlType, type SqlValue } from "../tsql/types";

/** Compares two values of one type, neither of them null. */
export function compareValues(left: SqlValue, right: SqlValue, type: SqlType): number {
  if (type.kind === "uniqueidentifier") {
    return Buffer.compare(guidOrder(String(left)), guidOrder(String(right)));
  }
  if (isBinary(type) && Buffer.isBuffer(left) && Buffer.isBuffer(right)) {
    return Buffer.compare(withoutZeros(left), withoutZeros(right));
  }
  if (typeof left === "string" && typeof right === "string") {
    return compareText(left, right);
  }
  return Number(left) - Number(right);
}

/** The last group counts most: https://learn.microsoft.com/sql/connect/ado-net/sql/compare-guid-uniqueidentifier-values */
function guidOrder(guid: string): Buffer {
  const bytes = guidBytes(guid);
  return Buffer.concat(
    [
      [10, 16],
      [8, 10],
      [6, 8],
      [4, 6],
      [0, 4],
    ].map(([from, to]) => bytes.subarray(from, to)),
  );
}

/** The shorter of two is taken as filled up with zeros. */
function withoutZeros(bytes: Buffer): Buffer {
  let { length } = bytes;
  while (length > 0 && bytes[length - 1] === 0) {
    length--;
  }
  return bytes.subarray(0, length);
}
