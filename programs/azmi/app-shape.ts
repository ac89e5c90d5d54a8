import * as z from "zod/mini";

/** The fields that azmi reads from the files of `cdktf synth`. Other fields are ignored. */

const blocks = z.record(z.string(), z.record(z.string(), z.unknown()));
const severalBlocks = z.union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown()))]);

const resource = z.looseObject({
  lifecycle: z.optional(z.looseObject({ replace_triggered_by: z.optional(z.array(z.string())) })),
  provisioner: z.optional(
    z.array(z.record(z.string(), z.looseObject({ interpreter: z.optional(z.array(z.string())) }))),
  ),
});

/** https://developer.hashicorp.com/terraform/language/syntax/json */
export const configurationShape = z.looseObject({
  terraform: z.optional(
    z.looseObject({
      required_providers: z.optional(z.record(z.string(), z.looseObject({ version: z.optional(z.string()) }))),
    }),
  ),
  resource: z.optional(z.record(z.string(), z.record(z.string(), resource))),
  data: z.optional(z.record(z.string(), blocks)),
  module: z.optional(z.record(z.string(), z.unknown())),
  provider: z.optional(z.record(z.string(), severalBlocks)),
  variable: z.optional(blocks),
  locals: z.optional(severalBlocks),
  output: z.optional(blocks),
  moved: z.optional(severalBlocks),
  import: z.optional(severalBlocks),
  removed: z.optional(severalBlocks),
});

export const manifestShape = z.looseObject({
  stacks: z.record(
    z.string(),
    z.looseObject({ name: z.string(), workingDirectory: z.string(), synthesizedStackPath: z.string() }),
  ),
});

/** https://developer.hashicorp.com/terraform/internals/json-format#values-representation */
export const stateShape = z.looseObject({
  values: z.optional(
    z.looseObject({
      root_module: z.optional(
        z.looseObject({
          resources: z.optional(
            z.array(
              z.looseObject({
                address: z.string(),
                type: z.string(),
                name: z.string(),
                deposed_key: z.optional(z.string()),
                values: z.nullish(z.record(z.string(), z.unknown())),
              }),
            ),
          ),
        }),
      ),
    }),
  ),
});

/** The first deviation of a value from its shape. The value is not quoted, because it can contain secrets. */
export function shapeProblem(shape: z.ZodMiniType, value: unknown): string | undefined {
  const [issue] = shape.safeParse(value).error?.issues ?? [];
  return issue && `${issue.path.map(String).join(".") || "it"} must be ${expected(issue)}`;
}

function expected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return NAMES[issue.expected] ?? issue.expected;
    case "invalid_value":
      return issue.values.map(String).join(" or ");
    default:
      return "an object, or a list of objects";
  }
}

const NAMES: Readonly<Record<string, string>> = {
  array: "a list",
  object: "an object",
  record: "an object",
  string: "text",
};
