import { type TerraformStack } from "cdktf";
import { AdoptionElement } from "./adoption-element";

/** What an adoption looks at beside the file. */
export interface AdoptionOptions {
  /**
   * Files with what exists and is in no state of the app: JSON that `az role assignment list --all`, `az identity list`,
   * `az identity federated-credential list`, `az keyvault show` or `az deployment group list` printed, or
   * `terraform show -json` for another state.
   *
   * @default - only what the state has is adopted
   */
  readonly existing?: string[];
}

/**
 * Takes over what exists: identities, role assignments, access policies, federated credentials and template deployments
 * that the state has at other addresses, or that no state has.
 *
 * The stack gets `moved` and `import` blocks when it is synthesized, so that its plan creates nothing that exists. Blocks
 * that have been applied do no harm; when they have been applied everywhere, the adoption may go.
 *
 * https://developer.hashicorp.com/terraform/language/moved and https://developer.hashicorp.com/terraform/language/import
 */
export class Adoption {
  /**
   * An adoption by what was applied.
   *
   * @param file a file that `azmi adopt --out` wrote, which has addresses and ids only and can be committed; or what
   * `terraform show -json` printed, which has the secrets of the state. The path starts where the app is run.
   */
  public static from(file: string, options: AdoptionOptions = {}): Adoption {
    return new Adoption(file, options);
  }

  private constructor(
    private readonly file: string,
    private readonly options: AdoptionOptions,
  ) {}

  /**
   * Adds the blocks to a stack. What is wrong with the file, or does not fit the stack, is reported at synth.
   *
   * @param stack the stack that the file is about
   */
  public adoptInto(stack: TerraformStack): void {
    AdoptionElement.addTo(stack, this.file, this.options.existing ?? []);
  }
}
