import { FORCED_SECRETS, type ForcedSecret } from "../../../data/forced-secrets";
import { type Analysis } from "../../../terraform/analysis";
import { type Block } from "../../../terraform/document";
import { isAtLeast } from "../../../../core/version-constraint";
import { type Check, type Violation } from "../../rule";
import { ArgumentsOfTypes } from "./argument";
import { BlockScan } from "./block-scan";
import { type Kind, KINDS, type ScanContext } from "./context";
import { EachValues } from "./each-value";
import { KnownTexts } from "./known-texts";
import { scanOutput } from "./output";
import { scanVariable } from "./variables";

type Found = Readonly<Record<Kind, readonly Violation[]>>;

const scanned = new WeakMap<Analysis, Found>();

/** A rule that reports what the scan has found. All of these rules share one walk through the documents. */
export const foundAs =
  (kind: Kind): Check =>
  ({ analysis }, report) => {
    let found = scanned.get(analysis);
    if (!found) {
      scanned.set(analysis, (found = scan(analysis)));
    }
    found[kind].forEach(report);
  };

function scan(analysis: Analysis): Found {
  const found = Object.fromEntries(KINDS.map((kind) => [kind, [] as Violation[]])) as Record<Kind, Violation[]>;
  const context: ScanContext = {
    analysis,
    texts: new KnownTexts(analysis),
    types: new ArgumentsOfTypes(),
    each: new EachValues(analysis),
    feeding: new Map(),
    report: (kind, violation) => found[kind].push(violation),
  };
  for (const document of analysis.documents) {
    const modules = new Set(document.blocks.map(({ module }) => module));
    for (const block of document.blocks) {
      if (isSink(block, modules)) {
        if (block.kind === "output") {
          scanOutput(context, block);
        } else {
          new BlockScan(context, block, forcedOn(block)).scan();
        }
      }
    }
  }
  for (const variable of analysis.blocksOf("variable")) {
    scanVariable(context, variable);
  }
  return found;
}

/** Whether values end in a block. Locals and modules pass them on; the outputs of modules, too. */
function isSink({ kind, module, name, document }: Block, modules: ReadonlySet<string>): boolean {
  switch (kind) {
    case "resource":
    case "ephemeral":
    case "provider":
      return true;
    case "data":
      return document.kind !== "state";
    case "output":
      return module === "";
    case "module":
      return !modules.has(module === "" ? `module.${name}` : `${module}.module.${name}`);
    default:
      return false;
  }
}

/** The argument that has to be a secret in the release that the document runs with. */
function forcedOn({ kind, type, document }: Block): ForcedSecret | undefined {
  const forced = kind === "resource" && Object.hasOwn(FORCED_SECRETS, type) ? FORCED_SECRETS[type] : undefined;
  const release = document.providers.get("azurerm");
  return forced?.until && release && isAtLeast(release, forced.until) ? undefined : forced;
}
