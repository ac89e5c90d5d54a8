import { App } from "cdktf";
import { RowsToServiceBus } from "./rows-to-service-bus";

/** Deploy it in this folder with `npx cdktf deploy`. */
const app = new App();
new RowsToServiceBus(app, "rows-to-service-bus");
app.synth();
