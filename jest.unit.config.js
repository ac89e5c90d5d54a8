"use strict";
const { projects, ...common } = require("./jest.config");

/** Suites that start terraform, the SQL runner, azmi or a server, or compile something. */
const PROGRAMS = [
  "access-life-cycle",
  "access/(entra-group|role)-access",
  "adoption/(adopting|cdktf-deploy|expression|refactoring)",
  "audit/map/page-in-browser",
  "core/(bundled-app|function-call|instances|placement|terraform-json)",
  "examples/(demo/(demo|steps)|pairings|rows-to-service-bus)",
  "federation/federation-life",
  "life-cycle",
  "logic-app/(connectors-life|consumption-workflow-life|http-action|life-cycle|references|workflow-values)",
  "(mysql|postgres)/.*",
  "programs/azmi/(adopt|audit|map|in-azure|sql-verify|wrong-types)",
  "programs/sql-runner/(?!attempt|printable|retry)[^/]*",
  "readme",
  "settings/life-cycle",
  "simulator/(?!arm-template/|plan|version-constraints).*",
  "sql/[^/]*/(database-structure|executors-in-azure|failover-group|resting-on-sources|sql-deployment-script|sql-ledger)",
  "token-check/(check-scripts|token-check-life)",
  "tools/bundling/.*",
  "tools/import-layers",
  "walkthrough(-life)?",
];

/** The tests that start no program: `npm run test:unit`. Those that do are told so, and belong into the list above. */
module.exports = {
  ...common,
  projects: [
    {
      ...projects[0],
      displayName: "unit",
      testPathIgnorePatterns: PROGRAMS.map((suite) => `/__tests__/${suite}\\.test\\.ts$`),
      setupFilesAfterEnv: ["<rootDir>/__tests__/support/no-programs.js"],
    },
  ],
};
