import { isObject, type Value } from "../expression";

export type Values = Readonly<Record<string, Value>>;

/** A resource that exists, or existed when the list or state was written. */
export interface Thing {
  /** Terraform type, such as "azurerm_role_assignment". */
  readonly type: string;
  readonly isDataSource?: boolean;
  readonly values: Values;
  /** The id for an import; undefined if the type cannot be imported. */
  readonly id: string | undefined;
  readonly at: Place;
}

/** Where a resource was found. */
export type Place =
  /** The state of a stack of the app. */
  | { readonly in: "stack"; readonly stack: string; readonly address: string }
  /** A state that does not belong to the app. */
  | { readonly in: "other state"; readonly file: string; readonly address: string }
  /** A list of a subscription or of the directory. */
  | { readonly in: "list"; readonly file: string };

export function valuesIn(json: unknown): Values {
  const values = json as Value;
  return isObject(values) ? values : {};
}
