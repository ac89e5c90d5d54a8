import { isGuid } from "../../../../core/guid";
import { type Block } from "../../../terraform/document";
import { isBesideSecret, isNoSecret, isSecretName } from "./names";
import { type ScanContext } from "./context";
import { secretShape } from "./shapes";
import { eachText } from "./walk";

/** Reports a default that is a secret: by where it arrives, by its looks, by its name, or because it is declared sensitive. */
export function scanVariable(context: ScanContext, block: Block): void {
  const { name, values } = block;
  const arrives = context.feeding.get(block);
  eachText({ default: values.default }, context.types.of(block), (text, { key, path }) => {
    const shape = secretShape(text);
    const label = path === "default" ? name : key;
    const why =
      arrives ??
      (shape && `it looks like ${shape}`) ??
      (isNoSecret(text)
        ? undefined
        : isSecretName(label) || (isSecretName(name) && !isBesideSecret(key))
          ? "its name says so"
          : isSensitive(block, label, text)
            ? "it is declared sensitive"
            : undefined);
    if (why !== undefined) {
      context.report("variable", { block, path, message: `the default is a secret: ${why}` });
    }
  });
}

const isSensitive = ({ values }: Block, name: string, text: string): boolean =>
  values.sensitive === true && !isBesideSecret(name) && !isGuid(text);
