import {
  TerraformDataSource,
  type TerraformProvider,
  TerraformResource,
  type TerraformResourceConfig,
  type TerraformResourceLifecycle,
} from "cdktf";
import { type Construct } from "constructs";
import { type Instances } from "./instances";
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

/** What all resources and data sources of the library are created with, beside their arguments. */
export interface OwnConfig {
  /**
   * Which provider creates it.
   *
   * @default - the default provider of the stack
   */
  readonly placement?: Placement;
  /**
   * What it is created once per instance of; asked at synth.
   *
   * @default - it is one
   */
  readonly instances?: () => Instances | undefined;
}

export interface OwnResourceConfig extends OwnConfig {
  readonly lifecycle?: TerraformResourceLifecycle;
  readonly provisioners?: TerraformResourceConfig["provisioners"];
}

/**
 * A resource that the library creates: its type and its arguments, and nothing that a binding of the provider would
 * bring along.
 */
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

  /** An argument as it was given, by its Terraform name. */
  public argument(name: string): unknown {
    return (this.given() as Arguments)[name];
  }

  /** An attribute as text for other resources. */
  public text(attribute: (typeof OWN_RESOURCES)[Type]["exports"][number]): string {
    return attributeOf(this, attribute);
  }

  /** The provider that creates it, where that is not the default one. */
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

/** A data source that the library looks something up with. */
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
  }

  /** An argument as it was given, by its Terraform name. */
  public argument(name: string): unknown {
    return (this.given as Arguments)[name];
  }

  /** An attribute as text for other resources. */
  public text(attribute: (typeof OWN_DATA_SOURCES)[Type]["exports"][number]): string {
    return attributeOf(this, attribute);
  }

  /** The provider that looks it up, where that is not the default one. */
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

/** What CDKTF asks of every resource; the name of the provider lets it notice that a stack has none. */
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
    // The order in which somebody asked for them means nothing.
    dependsOn: dependsOn && [...dependsOn].sort(),
  };
}
