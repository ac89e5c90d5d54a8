import { type Argument, literalArgument } from "../../core/function-call";
import { shown } from "../../core/given";
import { jsonArgument } from "../../core/json-argument";
import { literalText } from "../../core/literal-text";
import { type Problem, rules } from "../../core/rules";
import { type WorkflowAction } from "../actions/workflow-action";
import { type WorkflowTrigger } from "../actions/workflow-trigger";
import { isMember, type Member } from "../workflow-text";
import { definitionProblems } from "./definition-problems";
import { type WorkflowDefinition } from "./workflow-definition";
import { declarationsFor, parameterProblems } from "./workflow-parameters";

const SCHEMA =
  "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#";

const PARTS = { trigger: "WorkflowTrigger", action: "WorkflowAction" } as const;

type Kind = keyof typeof PARTS;

/** The definition of a whole workflow, and the values of its parameters, as they are collected. */
export class WorkflowContent {
  private readonly parts: Readonly<Record<Kind, Map<string, Member>>> = { trigger: new Map(), action: new Map() };
  private readonly connections: Record<string, Argument> = {};
  private readonly refused: Problem[] = [];
  private readonly values: Member;

  public constructor(
    private readonly base: WorkflowDefinition | undefined,
    given: Member,
  ) {
    this.values = { ...base?._values, ...given };
  }

  public add(kind: Kind, name: string, part: WorkflowAction | WorkflowTrigger): void {
    const { _definition: definition } = part as Partial<WorkflowAction>;
    const problems =
      definition === undefined
        ? notAPart(kind, name, part)
        : this.parts[kind].has(name) || Object.hasOwn(this.baseOf(`${kind}s`), name)
          ? partTwice(kind, name)
          : [];
    this.refused.push(...problems);
    if (definition !== undefined && problems.length === 0) {
      this.parts[kind].set(name, definition);
    }
  }

  public connect(key: string, connection: Argument): void {
    this.connections[key] = connection;
  }

  /** The definition in the workflow definition language. */
  public definition(): Member {
    const declared = this.baseOf("parameters");
    return {
      $schema: SCHEMA,
      contentVersion: "1.0.0.0",
      ...this.base?._definition,
      parameters: {
        ...declared,
        ...declarationsFor(this.values, declared),
        ...(this.hasConnections && { $connections: { type: "Object", defaultValue: {} } }),
      },
      triggers: { ...this.baseOf("triggers"), ...Object.fromEntries(this.parts.trigger) },
      actions: { ...this.baseOf("actions"), ...Object.fromEntries(this.parts.action) },
    };
  }

  /** The definition as an argument of Terraform. */
  public argument(): Argument {
    const { triggers, actions, ...more } = this.definition();
    return {
      ...(literalArgument(more) as object),
      triggers: argumentsOf(triggers as Member),
      actions: argumentsOf(actions as Member),
    };
  }

  /** Values of parameters, as Azure takes them. */
  public parameters(): Member {
    const values = Object.entries(this.values).map(([name, value]) => [name, { value }] as const);
    return {
      ...Object.fromEntries(values),
      ...(this.hasConnections && { $connections: { value: this.connections } }),
    };
  }

  /** @param definition what `definition` returns */
  public problems(definition: Member): Problem[] {
    const faults = this.base?._problems() ?? [];
    return [
      ...faults,
      ...this.refused,
      ...parameterProblems(this.values, this.baseOf("parameters")),
      ...definitionProblems(definition, { connections: Object.keys(this.connections) }),
    ];
  }

  private get hasConnections(): boolean {
    return Object.keys(this.connections).length > 0;
  }

  /** A member of the given definition; empty if it has none. */
  private baseOf(name: string): Member {
    const member = this.base?._definition[name];
    return isMember(member) ? member : {};
  }
}

/** Parts of a definition, each of which is written once: there can be hundreds. */
function argumentsOf(parts: Member): Argument {
  const each = Object.entries(parts).map(([name, part]) => [
    literalText(name),
    isMember(part) ? jsonArgument(part) : literalArgument(part),
  ]);
  return Object.fromEntries(each) as Argument;
}

const WORKFLOWS = "ConsumptionWorkflow";

const partTwice = rules<[kind: Kind, name: string]>(WORKFLOWS, [
  {
    rule: "workflow-part-twice",
    message: (kind, name) =>
      `the workflow already has a ${kind} ${JSON.stringify(name)}, which this would replace; give one of them another name`,
  },
]);

const notAPart = rules<[kind: Kind, name: string, given: unknown]>(WORKFLOWS, [
  {
    rule: "not-a-workflow-part",
    message: (kind, name, given) =>
      `${kind} ${JSON.stringify(name)} must be a ${PARTS[kind]}; got ${shown(given)}; make it with a connector or an action class, ` +
      "or give JSON as definition",
  },
]);
