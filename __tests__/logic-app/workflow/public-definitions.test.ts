import { definitionProblems } from "../../../lib/logic-app/workflow/definition-problems";
import { definitionProblems as schemaProblems } from "../../support/workflow-definition";
import { PUBLIC_DEFINITIONS } from "./public-definitions";

const CASES = Object.entries(PUBLIC_DEFINITIONS);

test.each(CASES)(
  "%s is valid, and has no problems",
  (_name, { triggers, actions, parameters = [], connections = [] }) => {
    const declared = Object.fromEntries([...parameters, "$connections"].map((name) => [name, { type: "Object" }]));
    const definition = {
      $schema:
        "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
      contentVersion: "1.0.0.0",
      parameters: declared,
      triggers,
      actions,
    };
    expect(definitionProblems(definition, { connections })).toEqual([]);
    expect(schemaProblems(definition)).toEqual([]);
  },
);

test("there are twenty", () => {
  expect(CASES).toHaveLength(20);
});
