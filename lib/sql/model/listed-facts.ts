/**
 * Operating systems limit a variable of the environment to 32 KiB, and all of them together to one or two MiB, which is
 * too little for some thousand facts as they are.
 */
const FACTS_PER_VARIABLE = 20;

/**
 * The environment that tells the runner of facts.
 *
 * @param entries a list of JSON texts, in Terraform's language
 */
export function listVariables(entries: string): string {
  const chunks = `chunklist(${entries}, ${String(FACTS_PER_VARIABLE)})`;
  return `\${{for index, some in ${chunks} : "SQL_RUNNER_FACTS_\${index}" => base64gzip("[\${join(",", some)}]")}}`;
}
