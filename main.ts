import { App } from "cdktf";
import { LogicAppToSql } from "./examples/walkthrough/logic-app-to-sql";
import { OnPremises } from "./examples/walkthrough/on-premises";
import { OnPremisesWithoutArc } from "./examples/walkthrough/on-premises-without-arc";
import { VmsToSql } from "./examples/walkthrough/vms-to-sql";

/** The walkthroughs as stacks. `npm run synth` writes them to cdktf.out, and `cdktf deploy <stack>` applies one. */
const app = new App();
new LogicAppToSql(app, "logic-app-to-sql");
new VmsToSql(app, "vms-to-sql");
new OnPremises(app, "on-premises");
new OnPremisesWithoutArc(app, "on-premises-without-arc");
app.synth();
