import { withTypesAlone } from "../../../tools/bundling/testing-package";

test("a class that is not there at run time is a type for TypeScript too", () => {
  const declarations = [
    "/** Made by others. */",
    "export declare class Faults {",
    "}",
    "export declare class Simulator {",
    "\treadonly faults: Faults;",
    "}",
    "",
    "export {};",
    "",
  ].join("\n");
  expect(withTypesAlone(declarations, ["Simulator"])).toBe(
    `${declarations.replace("export declare class Faults", "declare class Faults")}export type { Faults };\n`,
  );
});
