/** What was about to be timed gives a wrong answer: no time is worth having. */
export function must(holds, message) {
  if (!holds) throw new Error(`wrong answer: ${message}`);
}
