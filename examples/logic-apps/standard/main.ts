import { App } from "cdktf";
import { Orders } from "./orders";

/**
 * A Standard logic app with a built-in and a managed connector. Synthesize it with
 * `npx cdktf synth --app "npx tsx examples/logic-apps/standard/main.ts"`; docs/logic-apps-standard.md says how to deploy it.
 */
const app = new App();
new Orders(app, "orders");
app.synth();
