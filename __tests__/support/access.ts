import { type AccessModel } from "../../lib/audit/access/access-model";
import { accessModel } from "../../lib/audit/access/model";
import { analyse } from "../../lib/audit/terraform/analyse";
import { readDocument } from "../../lib/audit/terraform/read-document";

type Json = Readonly<Record<string, unknown>>;

/** The access in the documents of one app, which are called "shop", "shop 2" and so on. */
export function modelOf(...documents: readonly unknown[]): AccessModel {
  return accessModel(analyse(documents.map((json, index) => readDocument(nameOf(index), json))));
}

const nameOf = (index: number): string => (index === 0 ? "shop" : `shop ${String(index + 1)}`);

/** Grants as "who: what at which target", in the order of the model. */
export function grantsIn(model: AccessModel): string[] {
  const principals = new Map(model.principals.map(({ id, label }) => [id, label]));
  const targets = new Map(model.targets.map(({ id, label }) => [id, label]));
  return model.grants.map(
    ({ principal, what, target }) => `${principals.get(principal) ?? "?"}: ${what} at ${targets.get(target) ?? "?"}`,
  );
}

/** What `terraform show -json` says of a state with these resources. */
export function stateOf(resources: readonly (readonly [type: string, name: string, values: Json])[]): Json {
  return {
    format_version: "1.0",
    terraform_version: "1.13.0",
    values: {
      root_module: {
        resources: resources.map(([type, name, values]) => ({
          address: `${type}.${name}`,
          mode: "managed",
          type,
          name,
          values,
        })),
      },
    },
  };
}

/** A resource of a plan: what is known, and what its arguments refer to. */
export interface Planned {
  readonly type: string;
  readonly name: string;
  readonly known: Json;
  readonly references?: Readonly<Record<string, readonly string[]>>;
}

/** What `terraform show -json` says of a plan for these resources. */
export function planOf(resources: readonly Planned[]): Json {
  const named = resources.map(({ type, name }) => ({ address: `${type}.${name}`, mode: "managed", type, name }));
  return {
    format_version: "1.2",
    planned_values: {
      root_module: { resources: named.map((head, index) => ({ ...head, values: resources[index]?.known })) },
    },
    configuration: {
      root_module: {
        resources: named.map((head, index) => ({ ...head, expressions: expressionsOf(resources[index]!) })),
      },
    },
  };
}

function expressionsOf({ known, references = {} }: Planned): Json {
  return {
    ...Object.fromEntries(Object.entries(known).map(([name, value]) => [name, { constant_value: value }])),
    ...Object.fromEntries(Object.entries(references).map(([name, list]) => [name, { references: list }])),
  };
}
