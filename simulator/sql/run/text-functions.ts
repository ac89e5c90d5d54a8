import { randomUUID } from "node:crypto";
import { fold } from "../state/names";
import { DATETIME, GUID, INT, MAX, nvarchar, type SqlType, type SqlValue } from "../tsql/types";
import { type SqlFunction } from "./functions";

const TEXT = nvarchar(MAX);

const ofText = (run: (text: string) => SqlValue, type: SqlType = TEXT): SqlFunction => ({
  args: [TEXT],
  type,
  run: ([text]) => run(String(text)),
});

const now: SqlFunction = { args: [], type: DATETIME, run: (_, { session }) => session.server.now() };

/** https://learn.microsoft.com/sql/t-sql/functions/string-functions-transact-sql */
export const TEXT_FUNCTIONS: Readonly<Record<string, SqlFunction>> = {
  LEN: ofText((text) => text.replace(/ +$/, "").length, INT),
  LOWER: ofText((text) => text.toLowerCase()),
  UPPER: ofText((text) => text.toUpperCase()),
  LTRIM: ofText((text) => text.replace(/^ +/, "")),
  RTRIM: ofText((text) => text.replace(/ +$/, "")),
  TRIM: ofText((text) => text.replace(/^ +| +$/g, "")),
  UNICODE: ofText((text) => (text === "" ? null : text.charCodeAt(0)), INT),
  ASCII: ofText((text) => (text === "" ? null : text.charCodeAt(0) & 255), INT),
  NCHAR: { args: [INT], type: nvarchar(1), run: ([code]) => String.fromCharCode(Number(code)) },
  CHAR: { args: [INT], type: nvarchar(1), run: ([code]) => String.fromCharCode(Number(code)) },
  LEFT: { args: [TEXT, INT], type: TEXT, run: ([text, length]) => String(text).slice(0, Number(length)) },
  RIGHT: {
    args: [TEXT, INT],
    type: TEXT,
    run: ([text, length]) => (length === 0 ? "" : String(text).slice(-Number(length))),
  },
  SUBSTRING: {
    args: [TEXT, INT, INT],
    type: TEXT,
    run: ([text, from, length]) =>
      String(text).slice(Math.max(0, Number(from) - 1), Math.max(0, Number(from) - 1 + Number(length))),
  },
  CHARINDEX: {
    args: [TEXT, TEXT],
    type: INT,
    run: ([part, text]) => fold(`${String(text)}.`).indexOf(fold(`${String(part)}.`).slice(0, -1)) + 1,
  },
  REPLACE: {
    args: [TEXT, TEXT, TEXT],
    type: TEXT,
    run: ([text, part, by]) => (part === "" ? String(text) : String(text).replaceAll(String(part), String(by))),
  },
  QUOTENAME: {
    args: [TEXT, nvarchar(1)],
    optional: 1,
    type: nvarchar(258),
    run: ([text, quote = "["]) => {
      const [open, close] = QUOTES[String(quote)] ?? [];
      if (open === undefined || close === undefined || String(text).length > 128) {
        return null;
      }
      return open + String(text).replaceAll(close, close + close) + close;
    },
  },
  NEWID: { args: [], type: GUID, run: () => randomUUID().toUpperCase() },
  GETDATE: now,
  GETUTCDATE: now,
  SYSDATETIME: now,
  SYSUTCDATETIME: now,
  CURRENT_TIMESTAMP: now,
  HOST_NAME: { args: [], type: nvarchar(128), run: (_, { session }) => session.client.host },
  APP_NAME: { args: [], type: nvarchar(128), run: (_, { session }) => session.client.application },
  XACT_STATE: { args: [], type: INT, run: () => 0 },
  ERROR_NUMBER: { args: [], type: INT, run: (_, { last }) => last.caught?.number ?? null },
  ERROR_SEVERITY: { args: [], type: INT, run: (_, { last }) => last.caught?.severity ?? null },
  ERROR_STATE: { args: [], type: INT, run: (_, { last }) => last.caught?.state ?? null },
  ERROR_MESSAGE: { args: [], type: TEXT, run: (_, { last }) => last.caught?.message ?? null },
};

const QUOTES: Readonly<Record<string, readonly [open: string, close: string]>> = {
  "[": ["[", "]"],
  "]": ["[", "]"],
  "'": ["'", "'"],
  '"': ['"', '"'],
};
