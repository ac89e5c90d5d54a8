import { type ITerraformResource, Token } from "cdktf";
import { asConstruct } from "../../core/attributes";
import { given, isResource } from "../../core/given";
import { checkAtSynth } from "../../core/problems";
import { typeProblems } from "../../core/resources";
import { refuse, rules } from "../../core/rules";
import { type WorkflowAction } from "../actions/workflow-action";
import { type WorkflowTrigger } from "../actions/workflow-trigger";
import { STANDARD_APP } from "../logic-app";
import { LogicAppConnectionsFile } from "../logic-app-connections-file";
import { definitionProblems, type DefinitionSurroundings } from "../workflow/definition-problems";
import { type WorkflowDefinition } from "../workflow/workflow-definition";
import { isMember, type Member } from "../workflow-text";
import { LogicAppPackage } from "./logic-app-package";
import { connectionProblems, connectionsNamedIn } from "./workflow-connection-rules";

/**
 * Whether a Standard workflow keeps the history of its runs.
 *
 * https://learn.microsoft.com/azure/logic-apps/single-tenant-overview-compare#stateful-and-stateless-workflows
 */
export enum StandardWorkflowKind {
  /** It keeps the inputs and outputs of its actions in storage. */
  STATEFUL = "Stateful",
  /** It keeps them in memory while it runs. */
  STATELESS = "Stateless",
}

/** A workflow of a Standard logic app. */
export interface LogicAppWorkflowFileProps {
  /** Name of the workflow, and of its folder in the package: 1 to 80 letters, digits, hyphens and underscores. */
  readonly name: string;

  /**
   * Whether it keeps the history of its runs.
   *
   * @default StandardWorkflowKind.STATEFUL
   */
  readonly kind?: StandardWorkflowKind;

  /**
   * Its triggers, by name.
   *
   * @default - those of `definition`
   */
  readonly triggers?: Record<string, WorkflowTrigger>;

  /**
   * Its actions, by name.
   *
   * @default - those of `definition`
   */
  readonly actions?: Record<string, WorkflowAction>;

  /**
   * A definition that exists as JSON. The triggers and actions are added to it.
   *
   * @default - none
   */
  readonly definition?: WorkflowDefinition;
}

const SCHEMA =
  "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#";

/**
 * A workflow of a Standard logic app, in the package that synth writes beside the connections.json of the app. It is the
 * same in every environment: synth reports references of Terraform in it, and connections that the app does not have.
 *
 * https://learn.microsoft.com/azure/logic-apps/single-tenant-overview-compare
 */
export class LogicAppWorkflowFile {
  /**
   * Adds a workflow to an app.
   *
   * @param logicApp an `azurerm_logic_app_standard`; synth rejects anything else
   */
  public static of(logicApp: ITerraformResource, props: LogicAppWorkflowFileProps): LogicAppWorkflowFile {
    return new LogicAppWorkflowFile(logicApp, given(props));
  }

  /** The path that synth writes it to, relative to the directory of the stack, in which Terraform runs. */
  public readonly path: string;

  private constructor(logicApp: ITerraformResource, props: LogicAppWorkflowFileProps) {
    const { name, kind = StandardWorkflowKind.STATEFUL } = props;
    if (!isResource(logicApp)) {
      refuse(typeProblems("logicApp", logicApp, [STANDARD_APP]), "LogicAppWorkflowFile.of");
    }
    const { _sections: connections } = LogicAppConnectionsFile.of(logicApp);
    const files = LogicAppPackage.of(logicApp);
    const isTwice = files.has(`${name}/workflow.json`);
    const definition = definitionOf(props);
    const text = (): string => `${JSON.stringify({ definition, kind }, undefined, 2)}\n`;
    this.path = files.addWorkflow(name, text);
    checkAtSynth(asConstruct(logicApp), () => [
      ...nameProblems(name),
      ...(isTwice ? workflowTwice(name) : []),
      ...(props.definition?._problems() ?? []),
      ...placesOfReferences(definition, "").flatMap((place) => referenceInFile(name, place)),
      ...connectionProblems(name, definition, connections),
      ...definitionProblems(definition, namesElsewhere(definition)),
    ]);
  }
}

function definitionOf({ triggers = {}, actions = {}, definition }: LogicAppWorkflowFileProps): Member {
  const { triggers: otherTriggers, actions: otherActions, ...rest } = definition?._definition ?? {};
  return {
    $schema: SCHEMA,
    contentVersion: "1.0.0.0",
    ...rest,
    triggers: { ...(isMember(otherTriggers) && otherTriggers), ...definitionsOf(triggers) },
    actions: { ...(isMember(otherActions) && otherActions), ...definitionsOf(actions) },
  };
}

const definitionsOf = (parts: Readonly<Record<string, WorkflowAction | WorkflowTrigger>>): Member =>
  Object.fromEntries(Object.entries(parts).map(([name, { _definition: definition }]) => [name, definition]));

/**
 * What is checked elsewhere, or not known: each part of connections.json has keys of its own, and parameters.json is not
 * written here.
 */
function namesElsewhere(definition: Member): DefinitionSurroundings {
  const parameters = JSON.stringify(definition).matchAll(/parameters\('([^'$]+)'\)/gi);
  return {
    connections: connectionsNamedIn(definition),
    parameters: [...parameters].map(([, name = ""]) => name),
  };
}

/** Where a definition has references of Terraform, such as "actions.rows.inputs.parameters.query". */
function placesOfReferences(value: unknown, place: string): string[] {
  if (Token.isUnresolved(value)) {
    return [place];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, member]) =>
    placesOfReferences(member, place === "" ? key : `${place}.${key}`),
  );
}

const FILE = "LogicAppWorkflowFile";

const nameProblems = rules<[name: string]>(FILE, [
  {
    rule: "impossible-standard-workflow-name",
    when: (name) => typeof name !== "string" || !/^[\w-]{1,80}$/.test(name),
    message: (name) =>
      `name of the workflow must be 1 to 80 letters, digits, hyphens and underscores; got ${JSON.stringify(name)}`,
  },
]);

const workflowTwice = rules<[name: string]>(FILE, [
  {
    rule: "duplicate-workflow-name",
    message: (name) => `the app has two workflows with the name "${name}"; give one of them another name`,
  },
]);

const referenceInFile = rules<[workflow: string, place: string]>(FILE, [
  {
    rule: "reference-in-workflow-file",
    message: (workflow, place) =>
      `${place} of workflow ${workflow} has a reference, whose value only Terraform knows, and the file goes into the package of ` +
      `every environment; put it into appSettings, and give WorkflowValue.expression("appsetting('NAME')")`,
  },
]);
