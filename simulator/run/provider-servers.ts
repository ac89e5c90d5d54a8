import { type Azure } from "../azure/azure";
import { type Constraints, type ServedRelease, servedReleases } from "../azure/releases";
import { SimulatedProvider } from "../azure/simulated-provider";
import { type ProviderServer, serveProvider } from "../protocol/server";
import { NamedTypes } from "./named-types";

/** The providers of one simulator. Each version has its own address, and starts on demand. */
export class ProviderServers {
  /** The types in the schemas that Terraform sees. */
  public readonly types = new NamedTypes();
  private readonly servers = new Map<string, Promise<ProviderServer>>();

  public constructor(
    private readonly azure: Azure,
    /** The process that Terraform takes for the providers. */
    private readonly pid: number,
  ) {}

  /**
   * The value of TF_REATTACH_PROVIDERS for a configuration with these constraints.
   *
   * @throws Refusal for a version that is not served
   */
  public async attached(constraints: Constraints): Promise<string> {
    const attached = await Promise.all(servedReleases(constraints).map((release) => this.attach(release)));
    return JSON.stringify(Object.fromEntries(attached.flat()));
  }

  public async close(): Promise<void> {
    const servers = await Promise.all(this.servers.values());
    servers.forEach((server) => {
      server.close();
    });
  }

  private async attach(release: ServedRelease): Promise<[string, object][]> {
    const { source, version } = release;
    const key = `${source} ${String(version)}`;
    const server = this.servers.get(key) ?? this.serve(release);
    this.servers.set(key, server);
    const Addr = { Network: "tcp", String: (await server).address };
    const provider = { Protocol: "grpc", ProtocolVersion: 6, Pid: this.pid, Test: true, Addr };
    // OpenTofu uses another registry host.
    return [source, source.replace("registry.terraform.io", "registry.opentofu.org")].map((name) => [name, provider]);
  }

  private async serve(release: ServedRelease): Promise<ProviderServer> {
    const provider = new SimulatedProvider(release, this.azure);
    const [name = ""] = release.source.split("/").reverse();
    return serveProvider(provider, () => this.types.in(provider.schema, name));
  }
}
