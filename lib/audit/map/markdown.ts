import { groupBy } from "../../core/collections";
import { code, plain } from "./markdown-text";
import { type MapData, type MapGrant, type MapImpersonation } from "./map-data";
import { mermaid } from "./mermaid";
import { byRisk, riskWords } from "./risks";

/** GitHub takes comments of 65,536 characters. */
const MOST_CHARACTERS = 60_000;

/** The map as Markdown: a picture of it in Mermaid, and a table of all grants. */
export function mapMarkdown(data: MapData): string {
  if (data.grants.length + data.sources.length + data.trusts.length === 0) {
    return "# Access map\n\nNo identity can reach anything.\n";
  }
  const names = namesIn(data);
  const head = [
    "# Access map",
    "",
    `${counted(data.principals.length, "identity", "identities")}, ${counted(data.grants.length, "grant")}, ` +
      `${counted(data.impersonations.length, "way", "ways")} to become an identity. ` +
      `${riskWords("privileged")}: can give access to others or become others. ` +
      `${riskWords("broad")}: reaches more than one resource.`,
    "",
    "```mermaid",
    ...mermaid(data),
    "```",
    "",
  ];
  const carriers = carriersIn(data);
  const rows = [...data.grants]
    .sort(byRisk)
    .map((grant) => [names.principal(grant), carriers(grant.principal), ...accessCells(grant, names)]);
  return document([
    ...head,
    ...section("Grants", ["Identity", "Carried by", "May", "On", "Risk"], rows),
    ...section("Who can become whom", PATH_HEAD, data.impersonations.map(pathRow(names))),
  ]);
}

/** The difference of two maps as Markdown, for a comment on a pull request. */
export function differenceMarkdown(data: MapData): string {
  const grants = data.grants.filter(({ change }) => change !== undefined);
  const paths = data.impersonations.filter(({ change }) => change !== undefined);
  if (grants.length + paths.length === 0) {
    return "## Access changes\n\nNothing changes: the same identities can reach the same resources.\n";
  }
  const names = namesIn(data);
  const grantRows = [...grants]
    .sort(byRisk)
    .map((grant) => [CHANGES[grant.change ?? "changed"], names.principal(grant), ...accessCells(grant, names)]);
  const pathRows = paths.map((path) => [CHANGES[path.change ?? "changed"], ...pathRow(names)(path)]);
  return document([
    "## Access changes",
    "",
    `${tally(grants, "grant")}; ${tally(paths, "way to become an identity", "ways to become an identity")}.`,
    "",
    ...section("Grants", ["Change", "Identity", "May", "On", "Risk"], grantRows),
    ...section("Who can become whom", ["Change", ...PATH_HEAD], pathRows),
  ]);
}

const CHANGES = { added: "➕ added", removed: "➖ removed", changed: "✏️ changed" } as const;

const PATH_HEAD = ["Who", "Can become", "How"];

function accessCells(grant: MapGrant, names: Names): string[] {
  const { what, risk, eligible, before } = grant;
  const may = plain(eligible ? `${what} (after activation)` : what);
  const was = before === undefined ? "" : ` (was ${plain(before.what)}${before.eligible ? " (after activation)" : ""})`;
  const wasRisk = before === undefined || before.risk === risk ? "" : ` (was ${riskWords(before.risk)})`;
  return [`${may}${was}`, names.target(grant), `${riskWords(risk)}${wasRisk}`];
}

const pathRow =
  (names: Names) =>
  (path: MapImpersonation): string[] => [
    code(names.any(path.by)),
    code(names.any(path.principal)),
    path.steps.map(({ why }, step) => `${String(step + 1)}. ${plain(why)}`).join("<br>"),
  ];

interface Names {
  readonly principal: (grant: MapGrant) => string;
  readonly target: (grant: MapGrant) => string;
  readonly any: (id: string) => string;
}

function namesIn({ principals, targets }: MapData): Names {
  const labels = new Map([...principals, ...targets].map(({ id, label }) => [id, label]));
  const any = (id: string): string => labels.get(id) ?? id;
  return { any, principal: ({ principal }) => code(any(principal)), target: ({ target }) => code(any(target)) };
}

function carriersIn({ sources }: MapData): (principal: string) => string {
  const attached = sources.flatMap(({ label, identities }) => identities.map((identity) => ({ identity, label })));
  const carriers = groupBy(attached, ({ identity }) => identity);
  return (principal) => (carriers.get(principal) ?? []).map(({ label }) => code(label)).join(", ");
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const table = [line(head), line(head.map(() => "---")), ...rows.map(line)];
  return rows.length === 0 ? [] : [`### ${title}`, "", ...table, ""];
}

/** The lines as far as there is space. The rows with the highest risk come first. */
function document(lines: readonly string[]): string {
  let characters = 0;
  const end = lines.findIndex((line) => (characters += line.length + 1) > MOST_CHARACTERS);
  const kept = end < 0 ? lines : lines.slice(0, end);
  const left = lines.length - kept.length;
  const note = left === 0 ? [] : ["", `${counted(left, "more line")}: see the JSON or the page of this map.`];
  return `${[...kept, ...note].join("\n").trimEnd()}\n`;
}

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${String(count)} ${count === 1 ? one : many}`;

function tally(all: readonly { readonly change?: string }[], one: string, many?: string): string {
  const counts = ["added", "removed", "changed"]
    .map((change) => [change, all.filter((each) => each.change === change).length] as const)
    .filter(([, count]) => count > 0)
    .map(([change, count]) => `${String(count)} ${change}`);
  return counts.length === 0 ? `no ${one} changes` : `${counted(all.length, one, many)}: ${counts.join(", ")}`;
}
