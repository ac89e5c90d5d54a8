import { isObject, type Value } from "../expression";

/** Attributes as Terraform has them. */
export type Values = Readonly<Record<string, Value>>;

/** Something that exists, or did when it was looked at. */
export interface Thing {
  /** Terraform type, such as "azurerm_role_assignment". */
  readonly type: string;
  readonly isDataSource?: boolean;
  readonly values: Values;
  /** What an import takes; undefined where there is no import. */
  readonly id: string | undefined;
  readonly at: Place;
}

/** Where something is known from. */
export type Place =
  /** The state of a stack of the app. */
  | { readonly in: "stack"; readonly stack: string; readonly address: string }
  /** A state that is not the app's. */
  | { readonly in: "other state"; readonly file: string; readonly address: string }
  /** A list of what is in the subscription or in the directory. */
  | { readonly in: "list"; readonly file: string };

export function valuesIn(json: unknown): Values {
  const values = json as Value;
  return isObject(values) ? values : {};
}
