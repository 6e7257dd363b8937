/** Looks for accessibility faults with axe. It is put in through the debugger's protocol, which the page's security policy does not bind. */

import type { Page } from '@playwright/test';
import axe from 'axe-core';

type Violation = { readonly rule: string; readonly help: string; readonly elements: readonly string[] };

const IN_PAGE = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  JSON.stringify(violations.map(({ id, help, nodes }) => ({ rule: id, help, elements: nodes.map(({ html }) => html) }))))`;

export const accessibilityFaults = async (page: Page): Promise<readonly Violation[]> => {
  const debuggerSession = await page.context().newCDPSession(page);
  try {
    await debuggerSession.send('Runtime.evaluate', { expression: axe.source });
    const { result, exceptionDetails } = await debuggerSession.send('Runtime.evaluate', { expression: IN_PAGE, awaitPromise: true });
    if (exceptionDetails !== undefined) throw new Error(`axe did not run: ${exceptionDetails.text}`);
    const violations: readonly Violation[] = JSON.parse(String(result.value));
    return violations;
  } finally {
    await debuggerSession.detach();
  }
};
