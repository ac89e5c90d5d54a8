import { sqlError } from "../sql-error";
import { convert } from "../tsql/convert";
import { INT, nvarchar, MAX, type SqlType, type SqlValue } from "../tsql/types";
import { commonOf, type Compiled, type Environment, valueAs } from "./scope";
import { SECURITY_FUNCTIONS } from "./security-functions";
import { TEXT_FUNCTIONS } from "./text-functions";

/** A function: what its arguments are converted to, optional ones after "?", and its value. */
export interface SqlFunction {
  readonly args: readonly SqlType[];
  readonly optional?: number;
  readonly type: SqlType;
  /** NULL goes in as NULL comes out, unless it says otherwise. */
  readonly takesNull?: boolean;
  run(args: readonly SqlValue[], environment: Environment): SqlValue;
}

const FUNCTIONS: Readonly<Record<string, SqlFunction>> = { ...SECURITY_FUNCTIONS, ...TEXT_FUNCTIONS };

/** The call of a built-in function. */
export function callFunction(name: string, args: readonly Compiled[], environment: Environment): Compiled {
  const special = SPECIAL[name]?.(args);
  if (special) {
    return special;
  }
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!known) {
    throw sqlError(195, name.toLowerCase(), "built-in function name");
  }
  const least = known.args.length - (known.optional ?? 0);
  if (args.length < least || args.length > known.args.length) {
    throw sqlError(174, name.toLowerCase(), String(least));
  }
  return {
    type: known.type,
    value: (frame) => {
      const values = args.map((arg, index) => convert(arg.value(frame), arg.type, known.args[index] ?? arg.type));
      return values.includes(null) && !known.takesNull ? null : known.run(values, environment);
    },
  };
}

/** Functions whose type depends on their arguments. */
const SPECIAL: Readonly<Record<string, (args: readonly Compiled[]) => Compiled>> = {
  COALESCE: (args) => firstOf(args, commonOf(args, INT)),
  ISNULL: (args) => firstOf(args, args[0]?.untyped ? commonOf(args, INT) : (args[0]?.type ?? INT)),
  NULLIF: ([left, right]) => {
    if (!left || !right) {
      throw sqlError(174, "nullif", "2");
    }
    const type = commonOf([left, right], INT);
    return {
      type: left.type,
      value: (frame) => {
        const [a, b] = [valueAs(left, type, frame), valueAs(right, type, frame)];
        return a !== null && b !== null && String(a) === String(b) ? null : left.value(frame);
      },
    };
  },
  IIF: ([test, yes, no]) => {
    if (!test || !yes || !no) {
      throw sqlError(174, "iif", "3");
    }
    const type = commonOf([yes, no], INT);
    return { type, value: (frame) => valueAs(test.value(frame) === 1 ? yes : no, type, frame) };
  },
  CONCAT: (args) => ({
    type: nvarchar(MAX),
    value: (frame) => args.map((arg) => valueAs(arg, nvarchar(MAX), frame) ?? "").join(""),
  }),
  DATALENGTH: ([arg]) => {
    if (!arg) {
      throw sqlError(174, "datalength", "1");
    }
    return { type: INT, value: (frame) => sizeOf(arg.value(frame), arg.type) };
  },
};

const firstOf = (args: readonly Compiled[], type: SqlType): Compiled => ({
  type,
  value: (frame) => {
    const found = args.find((arg) => arg.value(frame) !== null);
    return found ? valueAs(found, type, frame) : null;
  },
});

function sizeOf(value: SqlValue, { kind }: SqlType): SqlValue {
  if (value === null) {
    return null;
  }
  if (Buffer.isBuffer(value)) {
    return value.length;
  }
  if (kind === "uniqueidentifier") {
    return 16;
  }
  return typeof value === "string" ? value.length * (kind.startsWith("n") ? 2 : 1) : (SIZES[kind] ?? 8);
}

const SIZES: Readonly<Record<string, number>> = { bit: 1, tinyint: 1, smallint: 2, int: 4 };
