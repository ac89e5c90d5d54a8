// Reads a script from standard input and prints, as JSON, the text of each place that is not PowerShell. A process of its
// own, because jest's modules cannot import the parser.
const { readFileSync } = require("node:fs");
const { Language, Parser } = require("@vscode/tree-sitter-wasm");

const GRAMMAR = require.resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm");

const mistakesIn = (node) => [
  ...(node.isError || node.isMissing ? [node.text] : []),
  ...node.children.flatMap(mistakesIn),
];

(async () => {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(GRAMMAR)));
  console.log(JSON.stringify(mistakesIn(parser.parse(readFileSync(0, "utf8")).rootNode)));
})();
