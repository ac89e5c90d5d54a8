import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeBigApp } from "./adopt-case";
import { inTurns, milliseconds, sampleCommand } from "./sampling";
import { type Row } from "./table";
import { AZMI } from "../paths";

const RESOURCES = 10_000;

/** `azmi adopt` as a whole process, for an app whose resources have other addresses in the state. */
export function adoptRows(): Row[] {
  const directory = mkdtempSync(join(tmpdir(), "azmi-bench-"));
  try {
    const { app, state, list } = writeBigApp(directory, RESOURCES);
    const out = join(directory, "out");
    const command = [AZMI, "adopt", "--out", out, "--state", state, "--existing", list, app];
    const { adopt } = inTurns(["adopt"], () => sampleCommand(command));
    return [
      {
        case: `azmi adopt of ${String(RESOURCES)} resources, half of them moved and half of them imported`,
        ms: { value: milliseconds(adopt), atMost: 2000 },
      },
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
