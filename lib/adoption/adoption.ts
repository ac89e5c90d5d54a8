import { type TerraformStack } from "cdktf";
import { AdoptionElement } from "./adoption-element";

/** Options of an adoption. */
export interface AdoptionOptions {
  /**
   * Paths of files with resources that are in no state of the app: the JSON output of `az role assignment list --all`,
   * `az identity list`, `az identity federated-credential list`, `az keyvault show` or `az deployment group list`, or
   * of `terraform show -json` for another state.
   *
   * @default - only the resources in the state are adopted
   */
  readonly existing?: string[];
}

/**
 * Adopts existing resources: identities, role assignments, access policies, federated credentials and template
 * deployments that the state has at other addresses, or that no state has.
 *
 * At synth, the stack gets `moved` and `import` blocks, so that its plan creates nothing that already exists. Blocks
 * that were applied do no harm. You can remove the adoption after it was applied everywhere.
 *
 * https://developer.hashicorp.com/terraform/language/moved and
 * https://developer.hashicorp.com/terraform/language/import
 */
export class Adoption {
  /**
   * Creates an adoption from a file.
   *
   * @param file a file of `azmi adopt --out`, which contains only addresses and ids and can be committed; or the output
   * of `terraform show -json`, which contains the secrets of the state. A relative path starts where the app runs.
   */
  public static from(file: string, options: AdoptionOptions = {}): Adoption {
    return new Adoption(file, options);
  }

  private constructor(
    private readonly file: string,
    private readonly options: AdoptionOptions,
  ) {}

  /**
   * Adds the blocks to a stack. Synth reports a file that cannot be read or does not match the stack.
   *
   * @param stack the stack that the file was written for
   */
  public adoptInto(stack: TerraformStack): void {
    AdoptionElement.addTo(stack, this.file, this.options.existing ?? []);
  }
}
