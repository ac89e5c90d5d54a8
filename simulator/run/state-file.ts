import { existsSync, readFileSync } from "node:fs";

/** A resource in the state, with its sensitive paths. */
export interface ResourceInState {
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly sensitive: readonly (readonly (string | number)[])[];
}

export interface StateContent {
  readonly outputs: readonly string[];
  readonly resources: ReadonlyMap<string, ResourceInState>;
}

/** Version 4 of the state: https://developer.hashicorp.com/terraform/language/state */
interface StateJson {
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly resources?: readonly {
    readonly module?: string;
    readonly mode: "managed" | "data";
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly index_key?: string | number;
      readonly deposed?: string;
      readonly attributes?: Readonly<Record<string, unknown>>;
      readonly sensitive_attributes?: readonly (readonly PathStep[])[];
    }[];
  }[];
}

interface PathStep {
  readonly type: "get_attr" | "index";
  readonly value: string | { readonly value: string | number };
}

/** The contents of a state file, by address; undefined before the first apply. */
export function readState(file: string): StateContent | undefined {
  if (!existsSync(file)) {
    return undefined;
  }
  const { outputs = {}, resources = [] } = JSON.parse(readFileSync(file, "utf8")) as StateJson;
  const found = resources.flatMap(({ module, mode, type, name, instances }) =>
    instances
      .filter(({ deposed }) => deposed === undefined)
      .map(({ index_key: key, attributes = {}, sensitive_attributes: sensitive = [] }) => {
        const index = key === undefined ? "" : `[${JSON.stringify(key)}]`;
        const parts = [module, mode === "data" ? "data" : undefined, type, `${name}${index}`];
        const address = parts.filter((part) => part !== undefined).join(".");
        return [address, { type, attributes, sensitive: sensitive.map((path) => path.map(stepName)) }] as const;
      }),
  );
  return { outputs: Object.keys(outputs), resources: new Map(found) };
}

const stepName = ({ value }: PathStep): string | number => (typeof value === "string" ? value : value.value);
