import { isList, isObject, type Value } from "../expression";

/** A stack in Terraform's JSON syntax, as CDKTF writes it. */
export interface Configuration {
  readonly terraform?: { readonly required_providers?: Readonly<Record<string, { readonly version?: string }>> };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly module?: Readonly<Record<string, unknown>>;
  readonly provider?: Readonly<Record<string, Block | readonly Block[]>>;
  readonly variable?: Readonly<Record<string, Block>>;
  readonly locals?: Block | readonly Block[];
  readonly output?: Readonly<Record<string, Block>>;
  readonly moved?: Block | readonly Block[];
  readonly import?: Block | readonly Block[];
  readonly removed?: Block | readonly Block[];
}

export type Block = Readonly<Record<string, Value>>;

export interface Declaration {
  /** Without a key: "azurerm_role_assignment.reader". */
  readonly address: string;
  readonly type: string;
  readonly isDataSource: boolean;
  readonly block: Block;
}

export function declarationsOf({ resource = {}, data = {} }: Configuration): Declaration[] {
  return [...declarationsIn(resource, false), ...declarationsIn(data, true)];
}

function declarationsIn(
  types: Readonly<Record<string, Readonly<Record<string, Block>>>>,
  isDataSource: boolean,
): Declaration[] {
  return Object.entries(types).flatMap(([type, named]) =>
    Object.entries(named).map(([name, block]) => ({
      address: `${isDataSource ? "data." : ""}${type}.${name}`,
      type,
      isDataSource,
      block,
    })),
  );
}

/** The version constraint of a stack for a provider. */
export const releaseOf = ({ terraform }: Configuration, provider: string): string | undefined =>
  terraform?.required_providers?.[provider]?.version;

/** Accepts a block that occurs once, or a list of blocks. */
export function blocksIn(value: Block | readonly Block[] | undefined): readonly Block[] {
  if (value === undefined) {
    return [];
  }
  return isList(value) ? value.filter(isObject) : [value];
}

/** The pairs of strings in blocks such as `moved`. */
export function textPairs(
  blocks: Block | readonly Block[] | undefined,
  from: string,
  to: string,
): [from: string, to: string][] {
  return blocksIn(blocks).flatMap((block): [string, string][] => {
    const [one, other] = [block[from], block[to]];
    return typeof one === "string" && typeof other === "string" ? [[bare(one), bare(other)]] : [];
  });
}

/** Addresses can be written as expressions. */
const bare = (address: string): string => address.replace(/^\$\{(.*)\}$/s, "$1").trim();

/** The key at the end of an instance address: `["a"]`, `[0]`. */
const KEY = String.raw`\[(?:\d+|"(?:[^"\\]|\\.)*")\]`;

const AT_THE_END = new RegExp(`${KEY}$`);
const MODULE = new RegExp(String.raw`(?:^|\.)module\.[\w-]+(?:${KEY})?`, "g");

/** The address of the resource that an instance belongs to. */
export const withoutKey = (address: string): string => address.replace(AT_THE_END, "");

/** The addresses of the modules that contain an address, the innermost first. */
export const modulesOf = (address: string): string[] =>
  [...address.matchAll(MODULE)].map(({ index, 0: match }) => address.slice(0, index + match.length)).reverse();

/** The name of the root module's call that contains an address. */
export const calledModule = (address: string): string | undefined => /^module\.([\w-]+)/.exec(address)?.[1];
