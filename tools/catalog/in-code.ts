import { type Schema } from "../../simulator/provider/schema";
import { type TypeRules } from "../../simulator/provider/type-rules";
import { idTemplate } from "./id-template";
import templates from "./id-templates.json";
import decided from "./decided-in-code.json";

type ByType<T> = Readonly<Record<string, T>>;

/** Paths whose change replaces the resource according to provider code. */
const REPLACING: ByType<readonly string[]> = decided.forceNew;

/** Arguments that accept ids of several kinds, although the rules have an example of only one. */
const SEVERAL_IDS: ByType<readonly string[]> = decided.severalIds;

/** The accepted identities of types without rules. */
const IDENTITY_KINDS: ByType<readonly string[]> = decided.identityKinds;

/** Templates of ids without an example, or whose arguments have other names than the parts of the id. */
const TEMPLATES: ByType<string | readonly string[]> = templates;

/** The rules of a type, with decisions of provider code. */
export function withWhatIsInCode(type: string, schema: Schema, rules: TypeRules): TypeRules {
  const { attributes = {}, block_types: blocks = {} } = schema.block;
  const replacing = (REPLACING[type] ?? []).filter((path) => path in { ...attributes, ...blocks });
  const several = SEVERAL_IDS[type] ?? [];
  const id = TEMPLATES[type] ?? idTemplate(schema, rules);
  return {
    ...rules,
    ...(replacing.length > 0 && { forceNew: [...new Set([...(rules.forceNew ?? []), ...replacing])].sort() }),
    ...(several.length > 0 && {
      idFormats: Object.fromEntries(Object.entries(rules.idFormats ?? {}).filter(([path]) => !several.includes(path))),
    }),
    ...(id !== undefined && { id }),
  };
}

/** Rules of a type with only a schema. Hardly any Azure resource can be renamed or moved. */
export function rulesWithoutData(type: string, { block: { attributes = {} } }: Schema): TypeRules {
  const inId = [TEMPLATES[type] ?? []]
    .flat()
    .flatMap((id) => [...id.matchAll(/\{(\w+)/g)].map(([, name = ""]) => name));
  const usual = ["name", "location", "resource_group_name", ...inId];
  const kinds = IDENTITY_KINDS[type];
  return {
    forceNew: [...new Set(usual.filter((name) => name in attributes))].sort(),
    ...(kinds && { values: { "identity.type": kinds } }),
  };
}
