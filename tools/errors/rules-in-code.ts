import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "../paths";

/** A rule as it is written in lib/. */
export interface WrittenRule {
  /** What it is about, a heading of the page. */
  readonly of: string;
  readonly rule: string;
  readonly isWarning: boolean;
  /** The message with ‹names› in place of values. */
  readonly message: string;
}

const LIB = join(ROOT, "lib");

/** The functions of lib/core/rules.ts that make a table. */
const TABLES = ["rules", "firstRule", "warnings"];

/** All rules of the library, by file and place: read from the code, so that nobody has to list them. */
export function rulesInCode(): WrittenRule[] {
  const files = readdirSync(LIB, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".generated.ts"),
  );
  const sources = files.sort().map((file) => {
    const text = readFileSync(join(LIB, file), "utf8");
    return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  });
  const texts = new Map(sources.flatMap((source) => textConstants(source.statements.filter(isExported))));
  return sources.flatMap((source) => tablesIn(source, texts));
}

function tablesIn(source: ts.SourceFile, texts: ReadonlyMap<string, string>): WrittenRule[] {
  const found: WrittenRule[] = [];
  const own = new Map([...texts, ...textConstants(source.statements)]);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && TABLES.includes(node.expression.text)) {
      const [of, table] = node.arguments;
      if (of && table && ts.isArrayLiteralExpression(table)) {
        const isWarning = node.expression.text === "warnings";
        table.elements.filter(ts.isObjectLiteralExpression).forEach((row) => {
          const rule = inWords(property(row, "rule"), own);
          found.push({ of: inWords(of, own), rule, isWarning, message: inWords(property(row, "message"), own) });
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What other files can use. */
const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

/** The constants of a file that are texts or numbers, by name. */
function textConstants(statements: readonly ts.Statement[]): [string, string][] {
  return statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .flatMap(({ name, initializer }) =>
      initializer && ts.isIdentifier(name) && (ts.isStringLiteralLike(initializer) || ts.isNumericLiteral(initializer))
        ? [[name.text, initializer.text] as [string, string]]
        : [],
    );
}

function property(row: ts.ObjectLiteralExpression, name: string): ts.Expression {
  const found = row.properties.find((member) => member.name?.getText() === name);
  if (!found || !ts.isPropertyAssignment(found)) {
    throw new Error(`${row.getSourceFile().fileName} has a rule without a written ${name}:\n${row.getText()}`);
  }
  return found.initializer;
}

/** An expression that makes a text, as that text with ‹names› in place of values. */
function inWords(node: ts.Expression, texts: ReadonlyMap<string, string>): string {
  const words = (part: ts.Expression): string => inWords(part, texts);
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  if (ts.isArrowFunction(node)) {
    return words(ts.isBlock(node.body) ? returned(node.body) : node.body);
  }
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce(
      (text, { expression, literal }) => `${text}${words(expression)}${literal.text}`,
      node.head.text,
    );
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return words(node.left) + words(node.right);
  }
  if (ts.isIdentifier(node)) {
    return texts.get(node.text) ?? `‹${spaced(node.text)}›`;
  }
  if (ts.isConditionalExpression(node)) {
    return [node.whenTrue, node.whenFalse].map(words).find((text) => text !== "") ?? "";
  }
  return `‹${spaced(nameOf(node))}›`;
}

function returned(body: ts.Block): ts.Expression {
  const last = body.statements.at(-1);
  if (!last || !ts.isReturnStatement(last) || !last.expression) {
    throw new Error(`${body.getSourceFile().fileName} has a message that does not end with a text:\n${body.getText()}`);
  }
  return last.expression;
}

/** What only shows a value. */
const SHOW = ["String", "JSON.stringify", "shown", "describe", "asConstruct", "pathOf", "placeOf"];

/** Properties that name the object that they are of. */
const OWN_NAMES = ["path", "node", "name", "host"];

/** What a value is called: `server` in `server.node.path`, `given` in `shown(given)`, `types` in `types.join(" or ")`. */
function nameOf(node: ts.Expression): string {
  if (ts.isCallExpression(node)) {
    const { expression: called } = node;
    const [first] = node.arguments;
    if (first && SHOW.includes(called.getText())) {
      return nameOf(first);
    }
    return nameOf(ts.isPropertyAccessExpression(called) ? called.expression : called);
  }
  if (ts.isPropertyAccessExpression(node)) {
    return OWN_NAMES.includes(node.name.text) ? nameOf(node.expression) : node.name.text;
  }
  if (ts.isBinaryExpression(node)) {
    return nameOf(node.left);
  }
  return ts.isParenthesizedExpression(node) || ts.isElementAccessExpression(node)
    ? nameOf(node.expression)
    : node.getText();
}

/** "role name" of "roleName"; names of constants stay as they are. */
function spaced(name: string): string {
  return /^[A-Z_\d]+$/.test(name) ? name : name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
