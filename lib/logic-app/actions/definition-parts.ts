import { type Problem, rules } from "../../core/rules";

/** A part of the definition of an action or trigger. */
export type Part = Readonly<Record<string, unknown>>;

/** An option of actions or triggers. */
export interface Option<Options> {
  readonly name: keyof Options & string;
  /** The types that have it, as in `type` of a definition. Undefined: all. */
  readonly types?: readonly string[];
  /** The types that do not have it. */
  readonly exceptTypes?: readonly string[];
  /** A value that means the same as none. */
  readonly default?: boolean;
  /** @param type the type of the action or trigger */
  readonly part: (value: unknown, problems: Problem[], type: string) => Part;
}

/** A row of a table of options. */
export function option<Options, Name extends keyof Options & string>(
  name: Name,
  part: (value: NonNullable<Options[Name]>, problems: Problem[], type: string) => Part,
  where: Pick<Option<Options>, "types" | "exceptTypes" | "default"> = {},
): Option<Options> {
  return { ...where, name, part: part as Option<Options>["part"] };
}

/** A definition with the parts that its options add. Refuses options that its type does not have. */
export function withOptions<Options extends object>(
  kind: "action" | "trigger",
  definition: Part,
  options: Options,
  table: readonly Option<Options>[],
  problems: Problem[],
): Part {
  const type = String(definition.type);
  return table.reduce<Part>((sum, { name, types, exceptTypes = [], default: none, part }) => {
    const value: unknown = options[name];
    if (value === undefined || value === null || value === none) {
      return sum;
    }
    if ((types !== undefined && !types.includes(type)) || exceptTypes.includes(type)) {
      problems.push(...optionOfOtherType(name, kind, type));
      return sum;
    }
    return merged(sum, part(value, problems, type));
  }, definition);
}

/** Both definitions in one: objects are merged, lists appended, and operation options listed. */
function merged(one: Part, other: Part): Part {
  const members = Object.entries(other).map(([name, value]) => [name, together(name, one[name], value)] as const);
  return { ...one, ...Object.fromEntries(members) };
}

function together(name: string, one: unknown, other: unknown): unknown {
  if (one === undefined || other === undefined) {
    return other ?? one;
  }
  if (name === "operationOptions" && typeof one === "string" && typeof other === "string") {
    return `${one}, ${other}`;
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    return [...new Set<unknown>([...(one as unknown[]), ...(other as unknown[])])];
  }
  return typeof one === "object" && typeof other === "object" ? merged(one as Part, other as Part) : other;
}

/** What the run history hides. */
export function secured(property: "inputs" | "outputs"): Part {
  return { runtimeConfiguration: { secureData: { properties: [property] } } };
}

const optionOfOtherType = rules<[option: string, kind: string, type: string]>("Workflow actions and triggers", [
  {
    rule: "option-of-other-type",
    message: (option, kind, type) => `${kind}s of type ${type} have no ${option}; leave it out`,
  },
]);
