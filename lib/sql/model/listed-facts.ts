/**
 * Operating systems limit an environment variable to 32 KiB, and all of them to one or two MiB, which is too little for
 * several thousand uncompressed facts.
 */
const FACTS_PER_VARIABLE = 20;

/**
 * Environment variables with facts for the runner.
 *
 * @param entries a list of JSON texts, in Terraform's language
 */
export function listVariables(entries: string): string {
  const chunks = `chunklist(${entries}, ${String(FACTS_PER_VARIABLE)})`;
  return `\${{for index, some in ${chunks} : "SQL_RUNNER_FACTS_\${index}" => base64gzip("[\${join(",", some)}]")}}`;
}
