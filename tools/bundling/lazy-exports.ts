import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { ROOT } from "../paths";

/**
 * Rewrites the index files of the compiled library so that they load a file when one of its exports is used. Most apps use a
 * few services, and `require` of the package loads no others.
 *
 *   tsx tools/bundling/lazy-exports.ts
 */
const EXPORT_STAR = /^__exportStar\(require\("([^"]+)"\), exports\);$/gm;

const HEAD = `const lazily = (name, load) =>
  Object.defineProperty(exports, name, {
    enumerable: true,
    configurable: true,
    get: () => {
      const value = load()[name];
      Object.defineProperty(exports, name, { enumerable: true, value });
      return value;
    },
  });
`;

/** An index file with its `export *` made lazy. */
export function lazyExports(source: string, namesIn: (path: string) => readonly string[]): string {
  const names: string[] = [];
  const body = source.replace(EXPORT_STAR, (_, path: string) =>
    namesIn(path)
      .map((name) => {
        names.push(name);
        return `lazily("${name}", () => require("${path}"));`;
      })
      .join("\n"),
  );
  if (names.length === 0) {
    return source;
  }
  // Node reads the names of exports in this form, without running it, when an ES module imports them.
  return `${body.replace(/^lazily/m, `${HEAD}lazily`)}\n0 && (module.exports = { ${names.join(", ")} });\n`;
}

/** Makes the index files of a compiled library lazy. */
export function makeLazy(dist: string): void {
  const files = readdirSync(dist, { recursive: true })
    .map((file) => join(dist, String(file)))
    .filter((file) => file.endsWith("/index.js"));
  // All are read first: one that has been rewritten may be what another one exports.
  const rewritten = files.map((file) => {
    const load = createRequire(file);
    const namesIn = (path: string): string[] => Object.keys(load(path) as object);
    return [file, lazyExports(readFileSync(file, "utf8"), namesIn)] as const;
  });
  rewritten.forEach(([file, text]) => {
    writeFileSync(file, text);
  });
  console.log(`made ${String(files.length)} index files of ${dirname(dist)} lazy`);
}

if (require.main === module) {
  makeLazy(join(ROOT, "dist"));
}
