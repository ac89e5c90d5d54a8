import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type IStackSynthesizer, type ISynthesisSession, type TerraformStack } from "cdktf";

/** Text by path. */
export type SynthesizedFiles = Readonly<Record<string, string>>;

/**
 * Writes files at synth. Their content is computed then, so that later additions count.
 *
 * @param folder a folder next to the Terraform JSON of the stack; files of an earlier synthesis are removed
 */
export function writeAtSynth(stack: TerraformStack, folder: string, files: () => SynthesizedFiles): void {
  stack.synthesizer = new WithFiles(stack.synthesizer, stack, folder, files);
}

class WithFiles implements IStackSynthesizer {
  public constructor(
    private readonly inner: IStackSynthesizer,
    private readonly stack: TerraformStack,
    private readonly folder: string,
    private readonly files: () => SynthesizedFiles,
  ) {}

  public synthesize(session: ISynthesisSession): void {
    this.inner.synthesize(session);
    const folder = join(session.outdir, session.manifest.forStack(this.stack).workingDirectory, this.folder);
    rmSync(folder, { recursive: true, force: true });
    for (const [path, text] of Object.entries(this.files())) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}
