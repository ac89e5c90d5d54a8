/**
 * What was found beyond what is expected, both in words. Most databases compare names without regard to case, so
 * something may be spelled otherwise; what is spelled alike goes first.
 */
export function withoutMeant(found: readonly string[], expected: readonly string[]): string[] {
  const left = [...found];
  expected.forEach((words) => {
    const exactly = left.indexOf(words);
    const index = exactly < 0 ? left.findIndex((one) => one.toUpperCase() === words.toUpperCase()) : exactly;
    left.splice(index, index < 0 ? 0 : 1);
  });
  return left;
}
