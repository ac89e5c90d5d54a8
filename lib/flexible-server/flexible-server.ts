import { type ITerraformDependable, type ITerraformResource, TerraformResource, TerraformStack, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct, configured } from "../core/attributes";
import { given, isResource } from "../core/given";
import { idOfResource, idOfText } from "../core/names";
import { describe, elementAt, referenceIn } from "../core/reference";
import { attributeOf, knownText, severalProblems, typeProblems } from "../core/resources";
import { LocalExecutor } from "../sql/execution/local-executor";
import { type Executor } from "../sql/execution/executor";
import { isHostName } from "../sql/model/fact-rules";
import { serverBehind } from "../sql/execution/server-identity";
import { retryProblems, runProblems } from "../sql/execution/run-options";
import { DEFAULT_RETRY_SECONDS } from "../sql/model/retry-times";
import { type SqlFactBasis } from "../sql/execution/sql-fact-resource";
import { type FlexibleServerEndpointOptions } from "./flexible-server-endpoint-options";
import { type FlexibleServerKind } from "./flexible-server-kind";

/** A flexible server, as its endpoint and its facts use it. */
export class FlexibleServer {
  /** The given server, or a placeholder that reports its errors. */
  public static of(
    kind: FlexibleServerKind,
    server: ITerraformResource,
    options: FlexibleServerEndpointOptions,
    extraArguments: readonly string[] = [],
  ): FlexibleServer {
    return isResource(server) && server.terraformResourceType === kind.server
      ? new FlexibleServer(kind, attributeOf(server, "fqdn"), options, extraArguments)
      : FlexibleServer.refused(kind, typeProblems("server", server, [kind.server]));
  }

  /** A placeholder for a value that is not a server. */
  public static refused(kind: FlexibleServerKind, problems: readonly string[]): FlexibleServer {
    return new FlexibleServer(kind, "", { administrator: "" }, [], problems);
  }

  public readonly dependsOn: ITerraformDependable[];
  private readonly options: FlexibleServerEndpointOptions;

  public constructor(
    public readonly kind: FlexibleServerKind,
    public readonly host: string,
    options: FlexibleServerEndpointOptions,
    private readonly extraArguments: readonly string[] = [],
    private readonly refusals: readonly string[] = [],
  ) {
    this.options = given(options);
    this.dependsOn = this.options.dependsOn ?? [];
  }

  /** The resource or data source, if the app has it. */
  public get resource(): ITerraformResource | undefined {
    return serverBehind(this.host);
  }

  /** Name of the administrator, if it is known. */
  public get administrator(): string {
    return knownText(this.options.administrator) ?? "";
  }

  /** The dependencies of facts on the server. Administrators can be created later. */
  public basis(asker: IConstruct): SqlFactBasis {
    const administrators = (): ITerraformDependable[] => this.administratorsIn(TerraformStack.of(asker));
    const { dependsOn } = this;
    return {
      get dependsOn() {
        return [...dependsOn, ...administrators()];
      },
      server: this.resource,
    };
  }

  /** How facts of the server are applied. */
  public executor(): Executor {
    const { retryForSeconds = DEFAULT_RETRY_SECONDS } = this.options;
    return new LocalExecutor({
      host: this.host,
      isManagedInstance: false,
      id: (scope) => (this.resource ? idOfResource(this.resource, scope) : idOfText(this.host, scope)),
      runnerArguments: [
        ...(retryForSeconds === DEFAULT_RETRY_SECONDS ? [] : ["--retry-for", String(retryForSeconds)]),
        `--administrator=${this.administrator}`,
        ...this.extraArguments,
      ],
      run: this.options.run,
      retryForSeconds,
    });
  }

  public problems(scope: IConstruct): string[] {
    if (this.refusals.length > 0) {
      return [...this.refusals];
    }
    return [
      ...this.hostProblems(scope),
      ...this.administratorProblems(scope),
      ...retryProblems(this.options),
      ...runProblems(this.options),
    ];
  }

  private hostProblems(scope: IConstruct): string[] {
    const { resource, kind } = this;
    if (resource) {
      return severalProblems(resource, `give ${kind.endpoint}.at the DNS name of one`);
    }
    return Token.isUnresolved(this.host) || isHostName(this.host)
      ? []
      : [`server ${describe(this.host, scope)} is not a DNS name; give one such as "${kind.exampleHost}"`];
  }

  private administratorProblems(scope: IConstruct): string[] {
    const { administrator } = this.options as Partial<FlexibleServerEndpointOptions>;
    const { kind } = this;
    const what = `administrator of ${kind.endpoint}`;
    if (typeof administrator !== "string" || administrator === "") {
      return [
        `${what} must be the name of the Entra administrator that Terraform signs in as, such as that of an ${kind.administrator}`,
      ];
    }
    return knownText(administrator) === undefined
      ? [
          `${what} is known at apply only (${describe(administrator, scope)}), and Terraform removes roles and users without ` +
            "looking it up; give the name as text",
        ]
      : [];
  }

  /** The Entra administrators of the server in a stack. Nobody can sign in before they exist. */
  private administratorsIn(stack: TerraformStack): ITerraformDependable[] {
    const { resource, kind } = this;
    const isOfServer = (node: TerraformResource): boolean =>
      resource !== undefined && namesServer(configured(node, kind.serverOfAdministrator), resource);
    return stack.node
      .findAll()
      .filter((node) => TerraformResource.isTerraformResource(node))
      .filter((node) => node.terraformResourceType === kind.administrator && isOfServer(node));
  }
}

/** Whether an attribute has the name or id of this server. */
export function namesServer(nameOrId: unknown, server: ITerraformResource): boolean {
  if (typeof nameOrId !== "string") {
    return false;
  }
  const reference = referenceIn(nameOrId);
  if (reference) {
    return elementAt(reference) === asConstruct(server);
  }
  const name = knownText(configured(server, "name"));
  return name !== undefined && nameOrId === name;
}
