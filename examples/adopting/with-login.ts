import { type Construct } from "constructs";
import { SqlAadLogin, SqlDatabaseRole, SqlEndpoint } from "../../lib";
import { WithBindings } from "./with-bindings";

/** The shop with a login and a user that already exist on the server. */
export class WithLogin extends WithBindings {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const { sqlServer, database, firewallRule, ordersIdentity: identity } = this;

    new SqlAadLogin(this, "login", {
      endpoint: SqlEndpoint.server(sqlServer, { dependsOn: [firewallRule] }),
      principal: identity,
      databases: [{ database, roles: [SqlDatabaseRole.DATA_READER] }],
    });
  }
}
