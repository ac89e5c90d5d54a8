import { ok } from "node:assert/strict";
import { ManagedIdentityBinding } from "cdktf-azure-managed-identity";
import { Simulator } from "cdktf-azure-managed-identity/testing";

// An ES module, which a bundler may move.
ok(typeof ManagedIdentityBinding === "function");
const simulator = await Simulator.start();
simulator.declare("azurerm_resource_group", { name: "rg-shop" });
await simulator.stop();
