import { join } from "node:path";
import * as ts from "typescript";
import { ROOT } from "../../tools/paths";

/** What TypeScript says about sources that exist only in memory, by file. One program, so that imports are read once. */
export function compileErrors(sources: Readonly<Record<string, string>>): Record<string, string[]> {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(ROOT, "tsconfig.json"), (path) => ts.sys.readFile(path)).config,
    ts.sys,
    ROOT,
  );
  const paths = { "cdktf-azure-managed-identity/testing": [join(ROOT, "simulator")] };
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    const source = sources[name];
    return source === undefined
      ? getSourceFile(name, ...rest)
      : ts.createSourceFile(name, source, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram(
    Object.keys(sources),
    { ...options, noUnusedLocals: false, noUnusedParameters: false, paths },
    host,
  );
  return Object.fromEntries(
    Object.keys(sources).map((name) => [
      name,
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(name)) // the rest is checked elsewhere
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
    ]),
  );
}
