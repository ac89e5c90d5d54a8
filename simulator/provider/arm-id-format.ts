/**
 * azurerm's error for a value that is not an id of the expected kind; undefined if it is one.
 *
 * https://github.com/hashicorp/go-azure-helpers/tree/main/resourcemanager/resourceids
 */
export function idProblem(value: string, example: string): string | undefined {
  const expected = segmentsOf(example);
  const found = segmentsOf(value);
  const refused = (why: string): string => `parsing ${JSON.stringify(value)}: ${why}`;
  const name = nameOf(expected);
  if (value === "") {
    return refused("cannot parse an empty string");
  }
  if (found.length < expected.length) {
    return refused(
      [
        `parsing the ${name} ID: the number of segments didn't match`,
        `Expected a ${name} ID that matched (containing ${String(expected.length)} segments):`,
        `> ${example}`,
        "However this value was provided (which was parsed into 0 segments):",
        `> ${value}`,
      ].join("\n\n"),
    );
  }
  const at = expected.findIndex((segment, index) => isFixed(expected, index) && found[index] !== segment);
  if (at >= 0) {
    const fixed = expected[at] ?? "";
    const isProvider = expected[at - 1] === "providers";
    const segment = isProvider ? "resourceProvider" : `static${fixed.charAt(0).toUpperCase()}${fixed.slice(1)}`;
    const description = isProvider
      ? `should be the name of the Resource Provider [for example '${fixed}']`
      : `should be the literal value "${fixed}"`;
    return refused(
      [
        `parsing segment "${segment}": parsing the ${name} ID: the segment at position ${String(at)} didn't match`,
        `Expected a ${name} ID that matched:`,
        `> ${example}`,
        "However this value was provided:",
        `> ${value}`,
        `The parsed Resource ID was missing a value for the segment at position ${String(at)}\n(which ${description}).`,
      ].join("\n\n"),
    );
  }
  const rest = found.slice(expected.length).join("/");
  if (rest !== "") {
    return refused(
      `unexpected segment ${JSON.stringify(rest)} present at the end of the URI (input ${JSON.stringify(value)})`,
    );
  }
  return found.includes("") ? refused(`parsing the ${name} ID: a segment is empty`) : undefined;
}

const segmentsOf = (id: string): string[] => id.replace(/^\//, "").split("/");

/** Placeholders for user-defined segments in examples: "virtualMachineValue". */
const NAMED = /(Name|Value|Id|Alias)$/;

/** Whether a segment is the same in all ids of the kind: keys, providers, and values such as "default". */
function isFixed(segments: readonly string[], index: number): boolean {
  const before = segments[index - 1] ?? "";
  return (
    index % 2 === 0 ||
    before === "providers" ||
    !(NAMED.test(segments[index] ?? "") || ["subscriptions", "resourceGroups"].includes(before))
  );
}

/** "NetworkInterface" of ".../networkInterfaces/networkInterfaceValue". */
function nameOf(segments: readonly string[]): string {
  const last = segments.filter((segment, index) => index % 2 === 1 && NAMED.test(segment)).at(-1);
  const name = last?.replace(NAMED, "") ?? segments.at(-2)?.replace(/s$/, "") ?? "";
  return name.charAt(0).toUpperCase() + name.slice(1);
}
