import {
  TerraformDataSource,
  type TerraformProvider,
  TerraformResource,
  type TerraformResourceConfig,
  type TerraformResourceLifecycle,
} from "cdktf";
import { type Construct } from "constructs";
import { type Instances } from "./instances";
import { Mark } from "./mark";
import {
  type DataSourceArguments,
  type OWN_DATA_SOURCES,
  type OWN_RESOURCES,
  type OwnDataSourceType,
  type OwnResourceType,
  type ResourceArguments,
} from "./own-types";
import { type Placement } from "./placement";
import { isProviderName } from "./providers";
import { checkRelease } from "./provider-release";
import { attributeOf } from "./resources";
import { nameShared } from "./stack-library";

type Arguments = Readonly<Record<string, unknown>>;

/** The options of all resources and data sources of the library, in addition to their arguments. */
export interface OwnConfig {
  /**
   * The provider that creates it.
   *
   * @default - the default provider of the stack
   */
  readonly placement?: Placement;
  /**
   * The resources whose instances it is created for. Called at synth.
   *
   * @default - a single one
   */
  readonly instances?: () => Instances | undefined;
}

export interface OwnResourceConfig extends OwnConfig {
  readonly lifecycle?: TerraformResourceLifecycle;
  readonly provisioners?: TerraformResourceConfig["provisioners"];
}

/** A resource of the library, defined by its type and its arguments. Needs no provider bindings. */
export class OwnResource<Type extends OwnResourceType> extends TerraformResource {
  private readonly given: () => ResourceArguments<Type>;

  public constructor(
    scope: Construct,
    id: string,
    type: Type,
    given: ResourceArguments<Type> | (() => ResourceArguments<Type>),
    private readonly config: OwnResourceConfig = {},
  ) {
    const { lifecycle, provisioners } = config;
    super(scope, id, { ...identityOf(scope, type), lifecycle, provisioners });
    nameShared(this);
    this.given = typeof given === "function" ? given : () => given;
  }

  /** The argument as given, by its Terraform name. */
  public argument(name: string): unknown {
    return (this.given() as Arguments)[name];
  }

  /** An attribute as a string reference. */
  public text(attribute: (typeof OWN_RESOURCES)[Type]["exports"][number]): string {
    return attributeOf(this, attribute);
  }

  /** The provider that creates it, if it is not the default one. */
  public get creator(): TerraformProvider | undefined {
    return this.provider ?? this.config.placement?.provider();
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return ofInstances(this.given(), this.config);
  }

  public override get terraformMetaArguments(): Record<string, unknown> {
    return metaArguments(super.terraformMetaArguments, this.creator, this.config);
  }
}

/** A data source of the library. */
export class OwnDataSource<Type extends OwnDataSourceType> extends TerraformDataSource {
  public constructor(
    scope: Construct,
    id: string,
    type: Type,
    private readonly given: DataSourceArguments<Type>,
    private readonly config: OwnConfig = {},
  ) {
    super(scope, id, identityOf(scope, type));
    nameShared(this);
    DATA_SOURCE.put(this);
  }

  /** The argument as given, by its Terraform name. */
  public argument(name: string): unknown {
    return (this.given as Arguments)[name];
  }

  /** An attribute as a string reference. */
  public text(attribute: (typeof OWN_DATA_SOURCES)[Type]["exports"][number]): string {
    return attributeOf(this, attribute);
  }

  /** The provider that reads it, if it is not the default one. */
  public get creator(): TerraformProvider | undefined {
    return this.provider ?? this.config.placement?.provider();
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return ofInstances(this.given, this.config);
  }

  public override get terraformMetaArguments(): Record<string, unknown> {
    return metaArguments(super.terraformMetaArguments, this.creator, this.config);
  }
}

const DATA_SOURCE = new Mark<OwnDataSource<OwnDataSourceType>>("OwnDataSource");

export const isOwnDataSource = (value: unknown): value is OwnDataSource<OwnDataSourceType> => DATA_SOURCE.isOn(value);

/** CDKTF's metadata of a resource. The provider name lets CDKTF report a missing provider. */
function identityOf(
  scope: Construct,
  type: string,
): Pick<TerraformResourceConfig, "terraformResourceType" | "terraformGeneratorMetadata"> {
  const [providerName = ""] = type.split("_", 1);
  if (isProviderName(providerName)) {
    checkRelease(scope, providerName);
  }
  return { terraformResourceType: type, terraformGeneratorMetadata: { providerName } };
}

function ofInstances(given: Arguments, { instances }: OwnConfig): Record<string, unknown> {
  return instances?.()?.each(given) ?? { ...given };
}

function metaArguments(
  own: Record<string, unknown>,
  provider: TerraformProvider | undefined,
  { instances }: OwnConfig,
): Record<string, unknown> {
  const dependsOn = own.dependsOn as readonly string[] | undefined;
  return {
    ...own,
    ...instances?.()?.metaArguments,
    provider: provider?.fqn,
    // Sorted, so that the order of calls does not matter.
    dependsOn: dependsOn && [...dependsOn].sort(),
  };
}
