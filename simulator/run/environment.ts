/**
 * The environment of this process, without settings that would change what terraform does or where it works, and with
 * an empty file in place of the user's CLI configuration.
 */
export function undisturbed(emptyConfigFile: string): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^TF_(?!LOG)/.test(name) && !name.startsWith("ARM_"),
  );
  return { ...Object.fromEntries(inherited), CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: emptyConfigFile };
}
