import { type ITerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { OwnDataSource, OwnResource } from "../core/own-resource";
import { type OwnResourceType, type ResourceArguments } from "../core/own-types";
import { Placement } from "../core/placement";
import { checkAtSynth } from "../core/problems";
import { StackLibrary } from "../core/stack-library";

const MICROSOFT_GRAPH = "00000003-0000-0000-c000-000000000000";

/** What all grants of directory rights in a stack share, created by the azuread provider for the tenant of what they are about. */
export class DirectoryLibrary {
  private readonly placement: Placement;

  public constructor(
    private readonly asker: Construct,
    belongsTo: ITerraformResource | undefined,
  ) {
    this.placement = new Placement("azuread", asker, () => ({ belongsTo }));
    checkAtSynth(asker, () => this.placement.problems());
  }

  public resource<Type extends OwnResourceType>(
    name: readonly string[],
    type: Type,
    given: ResourceArguments<Type>,
  ): OwnResource<Type> {
    const { asker, placement } = this;
    return StackLibrary.of(asker).share(
      asker,
      name,
      [type, ...name].join(" "),
      (library, id) => new OwnResource(library, id, type, given, { placement }),
    );
  }

  /** Object id of Microsoft Graph in the tenant. */
  public get microsoftGraph(): string {
    const { asker, placement } = this;
    const graph = StackLibrary.of(asker).share(
      asker,
      ["microsoft-graph"],
      "Microsoft Graph",
      (library, id) =>
        new OwnDataSource(library, id, "azuread_service_principal", { client_id: MICROSOFT_GRAPH }, { placement }),
    );
    return graph.text("object_id");
  }
}
