/** Looks for accessibility faults with axe. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

type Fault = { readonly rule: string; readonly help: string; readonly elements: readonly string[] };

/** `rules`: only these; all of them where none are named. */
export const accessibilityFaults = async (page: Page, rules: readonly string[] = []): Promise<readonly Fault[]> => {
  // axe would gather its results in a new page, which Electron does not open for it; in legacy mode it does without.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules.length === 0 ? axe : axe.withRules([...rules])).analyze();
  return violations.map(({ id, help, nodes }) => ({ rule: id, help, elements: nodes.map(({ html }) => html) }));
};
