/** Looks for accessibility faults with axe. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

type Fault = { readonly rule: string; readonly help: string; readonly elements: readonly string[] };

/** A script that changes nothing. */
const NOTHING = ';';

/** axe is put into a document once: it is large, and its own set-up would put it there four times for each screen. A frame may be new, and without it. */
const setUp = async (page: Page): Promise<AxeBuilder> => {
  const isThere = page.frames().length === 1 && (await page.evaluate(() => 'axe' in window));
  // axe would gather its results in a new page, which Electron does not open for it; in legacy mode it does without.
  return new AxeBuilder({ page, ...(isThere && { axeSource: NOTHING }) }).setLegacyMode();
};

/** `rules`: only these; all of them where none are named. */
export const accessibilityFaults = async (page: Page, rules: readonly string[] = []): Promise<readonly Fault[]> => {
  // Of what is no fault, one element for each rule is told, instead of all of the page.
  const axe = (await setUp(page)).options({ resultTypes: ['violations'] });
  const { violations } = await (rules.length === 0 ? axe : axe.withRules([...rules])).analyze();
  return violations.map(({ id, help, nodes }) => ({ rule: id, help, elements: nodes.map(({ html }) => html) }));
};
