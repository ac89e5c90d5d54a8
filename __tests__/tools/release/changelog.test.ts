import { readFileSync } from "node:fs";
import { join } from "node:path";
import { released } from "../../../tools/release/changelog";

const CHANGELOG = readFileSync(join(__dirname, "..", "..", "..", "CHANGELOG.md"), "utf8");

test("a release takes all that is unreleased, and changes nothing else", () => {
  const after = released(CHANGELOG, "1.2.3", "2027-01-31");
  expect(after).toContain("## [Unreleased]\n\n## [1.2.3] - 2027-01-31\n\n### Added");
  expect(after.replace("## [1.2.3] - 2027-01-31\n\n", "")).toBe(CHANGELOG);
});

test("there is no release without a change", () => {
  const after = released(CHANGELOG, "1.2.3", "2027-01-31");
  expect(() => released(after, "1.2.4", "2027-02-01")).toThrow("nothing under [Unreleased]");
});
