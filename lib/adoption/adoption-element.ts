import {
  Annotations,
  type IResolvable,
  type IResolveContext,
  Lazy,
  TerraformElement,
  type TerraformStack,
} from "cdktf";
import { Mark } from "../core/mark";
import { checkAtSynth } from "../core/problems";
import { adopt } from "./adopt";
import { isObject, type Value } from "./expression";
import { type AdoptionBlocks, blocksFor, blocksFrom, isAdoptionFile } from "./finding/blocks";
import { inWords } from "./finding/finding";
import { type Configuration } from "./input/configuration";
import { existingIn, stateIn } from "./input/inputs";
import { AdoptionError, readJson, textOf } from "./input/read-file";

const ELEMENT = new Mark<AdoptionElement>("AdoptionElement");

const ID = "cdktf-azure-managed-identity-adoption";

/** The blocks of an adoption as an element of the stack. They depend on everything else in the stack. */
export class AdoptionElement extends TerraformElement {
  public static addTo(stack: TerraformStack, file: string, existing: readonly string[]): void {
    const present = stack.node.tryFindChild(ID);
    if (ELEMENT.isOn(present)) {
      checkAtSynth(present, () => [`adopts by ${present.file} and by ${file}; give the stack one of them`]);
    } else {
      new AdoptionElement(stack, file, existing);
    }
  }

  private isReading = false;
  private readonly warned = new Set<string>();

  private constructor(
    private readonly stack: TerraformStack,
    private readonly file: string,
    private readonly existing: readonly string[],
  ) {
    super(stack, ID);
    ELEMENT.put(this);
    checkAtSynth(this, () => this.problems());
  }

  public override toTerraform(): IResolvable {
    return this.later(({ moved, import: imported, removed }) => ({ moved, import: imported, removed }));
  }

  public override toHclTerraform(): IResolvable {
    return this.later(({ moved, import: imported, removed }) => {
      if (removed) {
        throw new AdoptionError(
          `${this.file} has removed blocks, which CDKTF does not write in HCL; synthesize without --hcl`,
        );
      }
      return { moved: moved?.map(inHcl), import: imported?.map(inHcl) };
    });
  }

  private later(write: (blocks: AdoptionBlocks) => Record<string, unknown>): IResolvable {
    // The stack can still grow while it is prepared. The adoption itself reads the synthesized stack, and must not
    // see its own blocks.
    const produce = ({ preparing }: IResolveContext): Record<string, unknown> =>
      preparing || this.isReading ? {} : defined(write(this.adoption().blocks));
    return Lazy.anyValue({ produce });
  }

  private adoption(): FileAdoption {
    return adoptionFor(this.stack.node.id, this.configuration(), this.file, this.existing);
  }

  private configuration(): Configuration {
    this.isReading = true;
    try {
      return this.stack.toTerraform() as Configuration;
    } finally {
      this.isReading = false;
    }
  }

  private problems(): readonly string[] {
    try {
      const { warnings, problems } = this.adoption();
      warnings
        .filter((warning) => !this.warned.has(warning))
        .forEach((warning) => {
          this.warned.add(warning);
          Annotations.of(this).addWarning(warning);
        });
      return problems;
    } catch (error) {
      if (error instanceof AdoptionError) {
        return [error.message];
      }
      throw error;
    }
  }
}

const defined = (object: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

/** Addresses are references, ids are strings. */
const inHcl = (block: Value): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(isObject(block) ? block : {}).map(([name, value]) => [
      name,
      { value, isBlock: false, type: "simple", storageClassType: name === "id" ? "string" : "reference" },
    ]),
  );

/** The content of an adoption file for one stack. */
export interface FileAdoption {
  readonly blocks: AdoptionBlocks;
  readonly warnings: readonly string[];
  readonly problems: readonly string[];
}

/**
 * The blocks for one stack of an app, from a file with blocks or with a state.
 *
 * @throws AdoptionError if a file cannot be used
 */
export function adoptionFor(
  stack: string,
  configuration: Configuration,
  file: string,
  existing: readonly string[],
): FileAdoption {
  const json = readJson(textOf(file), file);
  if (isAdoptionFile(json)) {
    return { blocks: blocksFrom(json, file, configuration), warnings: [], problems: [] };
  }
  const { findings, problems } = adopt(
    [{ name: stack, configuration, state: stateIn(json, stack, file) }],
    existing.flatMap((other) => existingIn(textOf(other), other)),
  );
  return {
    blocks: problems.length > 0 ? {} : blocksFor(findings),
    warnings: findings.filter(({ needsAttention }) => needsAttention).map(inWords),
    problems,
  };
}
