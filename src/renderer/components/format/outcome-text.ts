/** An outcome's name as words: "NOT_ELIGIBLE" -> "Not eligible". Names in any other form stay as the policy has them. */
export const outcomeText = (outcome: string): string => {
  if (!/^[A-Z][A-Z0-9_]*$/.test(outcome)) return outcome;
  const words = outcome.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
