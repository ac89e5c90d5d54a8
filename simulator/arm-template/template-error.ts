/** What Resource Manager finds wrong with a template, in its words. */
export class TemplateError extends Error {}

/** What each of the items leads to; what is wrong with any of them is told at once. */
export function eachOf<Item, Result>(items: readonly Item[], run: (item: Item) => Result): Result[] {
  const problems: string[] = [];
  const results = items.flatMap((item) => {
    try {
      return [run(item)];
    } catch (error) {
      if (!(error instanceof TemplateError)) {
        throw error;
      }
      problems.push(error.message);
      return [];
    }
  });
  if (problems.length > 0) {
    throw new TemplateError([...new Set(problems)].join("\n"));
  }
  return results;
}
