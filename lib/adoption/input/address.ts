/** What stands at the end of the address of an instance: `["a"]`, `[0]`. */
const KEY = String.raw`\[(?:\d+|"(?:[^"\\]|\\.)*")\]`;

const AT_THE_END = new RegExp(`${KEY}$`);
const MODULE = new RegExp(String.raw`(?:^|\.)module\.[\w-]+(?:${KEY})?`, "g");

/** The address of all instances of a resource, of one of which this is the address. */
export const withoutKey = (address: string): string => address.replace(AT_THE_END, "");

/** The addresses of the modules that something is in, the innermost first. */
export const modulesOf = (address: string): string[] =>
  [...address.matchAll(MODULE)].map(({ index, 0: match }) => address.slice(0, index + match.length)).reverse();

/** The name of the module of the root that something is in. */
export const calledModule = (address: string): string | undefined => /^module\.([\w-]+)/.exec(address)?.[1];
