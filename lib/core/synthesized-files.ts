import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type IStackSynthesizer, type ISynthesisSession, type TerraformStack } from "cdktf";

/** Files beside the Terraform JSON of a stack: text by path, relative to the directory of the stack. */
export type SynthesizedFiles = Readonly<Record<string, string>>;

/** Writes files when the stack is synthesized; what they say is asked then, so that later additions count. */
export function writeAtSynth(stack: TerraformStack, files: () => SynthesizedFiles): void {
  stack.synthesizer = new WithFiles(stack.synthesizer, stack, files);
}

class WithFiles implements IStackSynthesizer {
  public constructor(
    private readonly inner: IStackSynthesizer,
    private readonly stack: TerraformStack,
    private readonly files: () => SynthesizedFiles,
  ) {}

  public synthesize(session: ISynthesisSession): void {
    this.inner.synthesize(session);
    const { workingDirectory } = session.manifest.forStack(this.stack);
    for (const [path, text] of Object.entries(this.files())) {
      const file = join(session.outdir, workingDirectory, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}
