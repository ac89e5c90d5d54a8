import { ControlAction } from "../../lib/logic-app";
import { deployedDefinition } from "../support/logic-app";
import { testWithTerraform } from "../support/terraform";
import { OPERATIONS } from "./operations";

const written = (value: object): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** Azure allows ten triggers. */
const TRIGGERS = OPERATIONS.flatMap(({ triggers = [] }) => triggers.slice(-2)).slice(0, 10);
const ACTIONS = OPERATIONS.flatMap(({ actions }) => actions);

testWithTerraform("Terraform deploys the operations of all connectors as they are written", async () => {
  const { actions, triggers } = await deployedDefinition({
    actions: {
      all: ControlAction.scope({ actions: Object.fromEntries(ACTIONS.map(([name, action]) => [name, action])) }),
    },
    triggers: Object.fromEntries(TRIGGERS.map(([name, trigger]) => [name, trigger])),
  });
  const nested = ACTIONS.map(([name, { _definition }]) => [name, written(_definition)] as const);
  expect(actions).toEqual({ all: { type: "Scope", actions: Object.fromEntries(nested), runAfter: {} } });
  expect(triggers).toEqual(
    Object.fromEntries(TRIGGERS.map(([name, { _definition }]) => [name, written(_definition)] as const)),
  );
});
