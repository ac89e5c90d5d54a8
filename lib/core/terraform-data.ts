import { TerraformResource, type TerraformResourceConfig } from "cdktf";
import { type Construct } from "constructs";

/**
 * The built-in `terraform_data`, written out because CDKTF's own class for it starts the terraform binary for every
 * resource at synth.
 */
export class BuiltInData extends TerraformResource {
  public constructor(
    scope: Construct,
    id: string,
    config: Pick<TerraformResourceConfig, "lifecycle" | "provisioners">,
    private readonly attributes: () => Readonly<Record<string, unknown>>,
  ) {
    super(scope, id, {
      terraformResourceType: "terraform_data",
      terraformGeneratorMetadata: { providerName: "terraform" },
      ...config,
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.attributes() };
  }
}
