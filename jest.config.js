const { join } = require("node:path");

/** What every project has in common. Types are checked by `npm run lint`; here they are only stripped. */
const common = {
  testEnvironment: "node",
  runtime: join(__dirname, "__tests__", "support", "compile-once.cjs"),
  moduleFileExtensions: ["ts", "js", "json"],
  transform: { "\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
  moduleNameMapper: { "/stack-trace$": "<rootDir>/__tests__/support/no-creation-stacks.js" },
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/cdktf.out/", "<rootDir>/packages/"],
};

const suites = (paths) => paths.map((path) => `<rootDir>/__tests__/${path}.test.ts`);

/** Suites about resources that users have: they run again on the newest provider. */
const ON_NEWEST = suites([
  "access/**/*",
  "binding/**/*",
  "federation/**/*",
  "principal/**/*",
  "settings/{companions,service-connector,written-settings}",
  "source/**/*",
  "sql/constructs/{clouds,managed-instance,sql-aad-login,sql-database-user,sql-server-directory-access}",
  "sql/execution/server-identity",
  "token-check/token-check*",
  "walkthrough-life",
]);

/** Suites that also run on bindings between the oldest and the newest, which others have published. */
const ON_THOSE_BETWEEN = suites([
  "access/{local-authentication,own-grants}",
  "binding/managed-identity-binding",
  "source/attaching",
  "walkthrough-life",
]);

// Terraform spends a fifth of its time on collecting garbage, of which there is little.
process.env.GOGC ??= "off";
process.env.GOMEMLIMIT ??= "500MiB";
const compileCache = join(__dirname, "__tests__", "support", "compile-cache.cjs");
process.env.NODE_OPTIONS ??= `--require ${JSON.stringify(compileCache)}`;

module.exports = {
  // The tests wait for terraform and other programs most of the time.
  maxWorkers: "100%",
  testTimeout: 30_000,
  projects: [
    { ...common, displayName: "azurerm 4.55", testMatch: ["<rootDir>/__tests__/**/*.test.ts"] },
    {
      ...common,
      displayName: "azurerm 4.73",
      testMatch: ON_THOSE_BETWEEN,
      moduleNameMapper: {
        ...common.moduleNameMapper,
        "^@cdktf/provider-azurerm/(.*)$": "<rootDir>/node_modules/@cdktn/provider-azurerm/$1",
        "^cdktn$": "<rootDir>/node_modules/cdktf",
      },
    },
    {
      ...common,
      displayName: "azurerm 5.2",
      testMatch: ON_NEWEST,
      moduleNameMapper: {
        ...common.moduleNameMapper,
        "^@cdktf/provider-(azurerm|azuread)/lib/(.*)$": "<rootDir>/.gen/providers/$1/$2",
      },
    },
  ],
};
