import eslint from "@eslint/js";
import globals from "globals";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      ".gen/",
      "**/dist/",
      "examples/shop/",
      "**/*.generated.*",
      "cdktf.out/",
      "coverage/",
      "packages/",
      "site/",
      "testing/",
    ],
  },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/explicit-function-return-type": ["error", { allowExpressions: true }],
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "max-lines": ["error", { max: 300, skipComments: true }],
    },
  },
  {
    files: ["__tests__/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "max-lines": "off",
      "no-restricted-imports": [
        "error",
        { name: "fast-check", message: "Import support/fast-check, which sets the seed." },
      ],
    },
  },
  { files: ["__tests__/support/fast-check.ts"], rules: { "no-restricted-imports": "off" } },
  {
    // A simulator that shares a table with what it tests finds nothing wrong in it.
    files: ["simulator/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^(\\.\\./)+(lib|programs|examples)(/|$)",
              message: "The simulator takes nothing from what it tests.",
            },
            { regex: "^(\\.\\./)+tools/catalog(/|$)", message: "What the simulator knows is in simulator/data." },
          ],
        },
      ],
    },
  },
  {
    files: ["**/*.{js,cjs}"],
    languageOptions: { sourceType: "commonjs", globals: { ...globals.node } },
  },
  prettier,
);
