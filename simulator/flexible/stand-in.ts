import { type LoopbackServer } from "./loopback-server";
import { type FlexibleServer } from "./world";

/** The server that backs one flexible server. */
export class StandIn {
  /** Created databases, by incarnation. */
  private readonly databases = new Map<string, string>();
  private turn: Promise<unknown> = Promise.resolve();

  public constructor(private readonly starting: Promise<LoopbackServer>) {}

  /**
   * The server, updated with the administrators and databases that it has in Azure.
   *
   * @throws MissingProgram
   */
  public as(server: FlexibleServer): Promise<LoopbackServer> {
    const next = this.turn.then(async () => this.follow(server));
    this.turn = next.catch(() => undefined);
    return next;
  }

  public async stop(): Promise<void> {
    await this.turn;
    const running = await this.starting.catch(() => undefined);
    await running?.stop();
  }

  private async follow({ administrators, databases }: FlexibleServer): Promise<LoopbackServer> {
    const running = await this.starting;
    await running.setAdministrators(administrators);
    for (const [incarnation, name] of this.databases) {
      if (!databases.some((database) => database.incarnation === incarnation)) {
        await running.dropDatabase(name);
        this.databases.delete(incarnation);
      }
    }
    for (const { incarnation, name } of databases) {
      if (!this.databases.has(incarnation)) {
        await running.createDatabase(name);
        this.databases.set(incarnation, name);
      }
    }
    return running;
  }
}
