import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type * as Rules from "../../lib/core/rules";
import { KeyVaultAccess, ManagedIdentityBinding } from "../../lib";
import { ERRORS_PAGE, renderPage } from "../../tools/errors/page";
import { rulesInCode } from "../../tools/errors/rules-in-code";
import { ROOT } from "../../tools/paths";
import { identity, keyVault, storageAccount } from "../support/azure";
import { messagesOf, problemsOf, testApp, testStack } from "../support/synth";
import { BAD_INPUT, grantAt, login } from "./bad-input";
import { EXAMPLES } from "./examples";
import { ON_FLEXIBLE_SERVERS } from "./flexible-servers";
import { UNTYPED } from "./untyped";

type AnyRule = Rules.Rule<readonly never[]>;

/** Keeps the rules of all tables that the library makes. */
jest.mock("../../lib/core/rules", () => {
  const actual = jest.requireActual<typeof Rules>("../../lib/core/rules");
  const made: AnyRule[] = [];
  const kept =
    (make: (of: string, table: readonly AnyRule[]) => unknown) => (of: string, table: readonly AnyRule[]) => {
      made.push(...table);
      return make(of, table);
    };
  return {
    ...actual,
    made,
    rules: kept(actual.rules),
    firstRule: kept(actual.firstRule),
    warnings: kept(actual.warnings),
  };
});

describe("wrong use fails at synth and says what to do:", () => {
  test.each([...BAD_INPUT, ...ON_FLEXIBLE_SERVERS])("%s", (_what, make, ...problems) => {
    const stack = testStack();
    make(stack);
    expect(problemsOf(stack)).toEqual(problems);
  });
});

describe("what JavaScript lets pass is reported at synth, all at once:", () => {
  test.each(UNTYPED)("%s", (_what, make, ...problems) => {
    const stack = testStack();
    make(stack);
    expect(problemsOf(stack).sort()).toEqual([...problems].sort());
  });
});

test("all problems of all stacks are reported at once", () => {
  const app = testApp();
  const first = testStack("first", app);
  const second = testStack("second", app);
  new ManagedIdentityBinding(first, "app", {
    sources: [keyVault(first)],
    identity: identity(first),
    access: [KeyVaultAccess.readSecrets(storageAccount(first))],
  });
  login(first, { loginName: "" });
  grantAt(second, "rg-orders");

  const all = [
    "[first/vault] type-without-identity",
    "[second] role-scope-not-arm-id",
    "[first/app] wrong-resource-type",
    "[first/login] name-empty",
  ];
  expect(problemsOf(first)).toEqual(all);
  expect(problemsOf(first)).toEqual(all);
  expect(messagesOf(first)).toContain("[first/vault] other stacks have problems too");
  expect(() => {
    app.synth();
  }).toThrow(/rg-orders/);
});

describe("a rule", () => {
  const ids = rulesInCode().map(({ rule }) => rule);

  test("has an id of its own, in kebab-case", () => {
    expect(ids.filter((id, index) => ids.indexOf(id) < index)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)+$/.test(id))).toEqual([]);
  });

  test("is in docs/errors.md, which is what its script makes of the code", () => {
    expect(readFileSync(ERRORS_PAGE, "utf8")).toBe(renderPage());
  });

  test("is broken by a test, which expects its id", () => {
    const tests = readdirSync(join(ROOT, "__tests__"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith("examples.ts"))
      .map((file) => readFileSync(join(ROOT, "__tests__", file), "utf8"))
      .join("\n");
    expect(ids.filter((id) => !new RegExp(`(?<![\\w-])${id}(?![\\w-])`).test(tests))).toEqual([]);
  });

  test("says what is wrong and what to do, in lower case and without a final period", () => {
    const { made } = jest.requireMock<{ readonly made: readonly AnyRule[] }>("../../lib/core/rules");
    const messages = new Map<string, Set<string>>(ids.sort().map((id) => [id, new Set()]));
    [...BAD_INPUT, ...ON_FLEXIBLE_SERVERS, ...UNTYPED].forEach(([, make]) => {
      const stack = testStack();
      make(stack);
      messagesOf(stack).forEach((line) => {
        const [, message = "", id = ""] = /^\[[^\]]*\] (.*) \[([a-z-]+)\]$/.exec(line) ?? [];
        messages.get(id)?.add(message);
      });
    });
    Object.entries(EXAMPLES).forEach(([id, given]) => {
      const message = made.find(({ rule }) => rule === id)?.message;
      messages.get(id)?.add(typeof message === "function" ? message(...(given as never[])) : String(message));
    });
    const all = Object.fromEntries([...messages].map(([id, texts]) => [id, [...texts]]));
    expect(Object.entries(all).filter(([, texts]) => texts.length === 0)).toEqual([]);
    expect(
      Object.values(all)
        .flat()
        .filter((text) => text.endsWith(".") || /^[A-Z][a-z]+ /.test(text)),
    ).toEqual([]);
    expect(all).toMatchSnapshot();
  });
});
