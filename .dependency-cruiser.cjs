// Who may import whom: `npm run lint` fails on an import against the layers, and on files that import each other in a circle.
// Imports of types count, too.

/** The rooms of lib/, from the ground up. A room imports from itself and from the layers below, not from its neighbours. */
const LAYERS = [
  ["lib/core", "lib/catalog"],
  ["lib/audit/terraform", "lib/audit/data"],
  ["lib/audit/access"],
  ["lib/audit/rules"],
  ["lib/audit/report", "lib/audit/map"],
  ["lib/source"],
  ["lib/principal"],
  ["lib/access", "lib/federation", "lib/sql/model"],
  ["lib/sql/execution"],
  ["lib/sql/constructs", "lib/sql/index.ts"],
  ["lib/flexible-server"],
  ["lib/postgres", "lib/mysql"],
  ["lib/binding", "lib/adoption", "lib/token-check", "lib/audit/constructs"],
  ["lib/logic-app"],
  ["lib/index.ts"],
];

const CDKTF = "node_modules/(cdktf|constructs)/";

const under = (paths) => paths.map((path) => `^${path.replaceAll(".", "\\.")}${path.endsWith(".ts") ? "$" : "(/|$)"}`);

/** lib/sql/index.ts is what lib/sql/constructs shows. */
const inRoom = (room) => (room === "lib/sql/index.ts" ? ["lib/sql/constructs", room] : [room]);

const layerRules = LAYERS.flatMap((rooms, height) =>
  rooms.map((room) => ({
    name: `layers: ${room}`,
    severity: "error",
    from: { path: under([room]) },
    to: { path: "^lib/", pathNot: under([...inRoom(room), ...LAYERS.slice(0, height).flat()]) },
  })),
);

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: "every file of lib is in a room",
      severity: "error",
      from: { path: "^lib/", pathNot: under(LAYERS.flat()) },
      to: {},
    },
    {
      name: "lib is published alone",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(programs|simulator|tools|examples|__tests__|main\\.ts)" },
    },
    {
      name: "the SQL model knows no CDKTF",
      severity: "error",
      from: { path: "^lib/sql/model/" },
      to: { path: CDKTF, reachable: true },
    },
    {
      name: "the audit reads Terraform, not constructs",
      severity: "error",
      from: { path: "^lib/(catalog|audit/(terraform|data|access|rules|report|map))/" },
      to: { path: CDKTF, reachable: true },
    },
    {
      name: "programs run without CDKTF",
      severity: "error",
      from: { path: "^programs/" },
      to: { path: CDKTF, reachable: true },
    },
    {
      name: "the simulator owns its tables",
      severity: "error",
      from: { path: "^simulator/" },
      to: { path: "^lib/" },
    },
    {
      name: "only tests import tests",
      severity: "error",
      from: { pathNot: "^__tests__/" },
      to: { path: "^__tests__/" },
    },
    {
      name: "no circles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.gen|dist|programs/[^/]+/dist)/" },
  },
};
