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
