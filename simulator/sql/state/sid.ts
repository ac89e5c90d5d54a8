/** The 16 bytes of a GUID as `uniqueidentifier` stores them: the first three groups with their bytes reversed. */
export function guidBytes(guid: string): Buffer {
  const bytes = Buffer.from(guid.replaceAll("-", ""), "hex");
  return Buffer.concat([
    bytes.subarray(0, 4).reverse(),
    bytes.subarray(4, 6).reverse(),
    bytes.subarray(6, 8).reverse(),
    bytes.subarray(8),
  ]);
}

/** The GUID that 16 bytes stand for, in upper case as SQL prints it. */
export function guidText(bytes: Buffer): string {
  const padded = Buffer.concat([bytes.subarray(0, 16), Buffer.alloc(Math.max(0, 16 - bytes.length))]);
  const hex = [
    Buffer.from(padded.subarray(0, 4)).reverse(),
    Buffer.from(padded.subarray(4, 6)).reverse(),
    Buffer.from(padded.subarray(6, 8)).reverse(),
    padded.subarray(8, 10),
    padded.subarray(10),
  ];
  return hex
    .map((part) => part.toString("hex"))
    .join("-")
    .toUpperCase();
}

/** Whether two SIDs are of the same principal: those of users made from a login may have bytes appended. */
export const sameSid = (left: Buffer, right: Buffer): boolean => left.subarray(0, 16).equals(right.subarray(0, 16));

/** What Azure appends to the SID of a user that was made from a login. */
export const LOGIN_SUFFIX = Buffer.from("AADE", "hex");
