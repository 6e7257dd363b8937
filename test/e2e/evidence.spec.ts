/** Evidence as people use it: signed, handed over, checked by somebody who trusts neither program nor owner, and vouched for by a witness. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { hasSoftTokens } from '../support/soft-token.ts';
import { auditPage } from './pages/audit-page.ts';
import { impactPage } from './pages/impact-page.ts';
import { reportPage } from './pages/report-page.ts';
import { shellPage } from './pages/shell-page.ts';
import { signersPage } from './pages/signers-page.ts';
import { startPage } from './pages/start-page.ts';
import { verifierPage } from './pages/verifier-page.ts';
import { answerDialogs } from './support/answer-dialogs.ts';
import { ask, startAndAwait } from './support/ask.ts';
import { dropFile } from './support/drop-file.ts';
import { inspect } from './support/inspect.ts';
import { launchApp, type RunningApp } from './support/launch-app.ts';
import { answerTimestamp, signElsewhere } from './support/sign-elsewhere.ts';
import { findPrograms, hasOpenssl, keepExpired, makeToken, PASSWORD, PIN, writePkcs12 } from './support/signer-files.ts';

const HOUSING = 'housing-support@1.0.0';
const OFFICE_PASSPHRASE = 'slow river under lanterns';
const SIGNER_PASSPHRASE = 'seven quiet harbour lamps';

let folder: string;
let running: RunningApp;
let tokenLibrary: string | undefined;

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'probity-evidence-'));
  // Before the app starts, which finds tokens by what its environment says then.
  tokenLibrary = hasSoftTokens && test.info().title.includes('token') ? makeToken(folder, 'Tess Token') : undefined;
  running = await launchApp(folder);
});

test.afterEach(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const openImpact = async (page: Page): Promise<void> => {
  await shellPage(page).goTo('Impact');
  await page
    .getByRole('table')
    .getByRole('button', { name: /Housing support/ })
    .first()
    .click();
  await expect(impactPage(page).matrix()).toBeVisible();
};

/** A workspace with an impact of the shipped reform over a made-up population. What other tests show on screen is done past it here. */
const makeImpact = async (page: Page): Promise<void> => {
  await answerDialogs(running.app, [join(folder, 'review.probity')]);
  await startPage(page).create('Benefit review');
  await expect(shellPage(page).heading('Populations')).toBeVisible();
  const shipped = await ask(page, 'document.shipped', {});
  for (const { id, body } of shipped) if (id.startsWith('housing-support')) await ask(page, 'document.publish', { body });
  const generate = { name: 'population.generate', input: { name: 'Households', policy: HOUSING, units: 300, seed: '1' } } as const;
  const { end } = await startAndAwait(page, generate, 'task.ended');
  if (end.status !== 'completed' || !('population' in end.answer)) throw new Error('no population was generated');
  const reform = shipped.find(({ id, kind }) => kind === 'reform' && id.startsWith('housing-support'));
  await startAndAwait(
    page,
    {
      name: 'impact.start',
      input: {
        population: end.answer.population.id,
        baseline: HOUSING,
        date: '2025-03-01',
        reforms: [{ reference: `${reform?.id}@${reform?.version}` }],
        by: ['region'],
      },
    },
    'task.ended',
  );
  await openImpact(page);
};

/** The file with one byte in its middle changed, under another name. */
const withChangedByte = (path: string): string => {
  const bytes = readFileSync(path);
  const middle = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  const changed = join(folder, `changed-${path.split('/').at(-1)}`);
  writeFileSync(changed, bytes);
  return changed;
};

test('an impact goes out as a signed report with its bundle, and both are checked; a changed byte is refused', async () => {
  test.setTimeout(300_000);
  const { app, page } = running;
  const shell = shellPage(page);
  const impact = impactPage(page);
  const verifier = verifierPage(page);
  const report = reportPage(page);
  const signers = signersPage(page);
  const bundlePath = join(folder, 'evidence.zip');
  const reportPath = join(folder, 'report.pdf');

  await test.step('see to who signs, without a workspace', async () => {
    await startPage(page).isShown();
    await startPage(page).signers();
    await expect(page.getByText('No signer yet')).toBeVisible();
    await inspect(page, '60-signers-empty');
    await signers.openOffice();
    await inspect(page, '61-new-office');
    await signers.office('Office of Review', 'short');
    await expect(signers.dialog()).toContainText('At least 12 characters are needed.');
    await signers.office('Office of Review', OFFICE_PASSPHRASE);
    await expect(signers.offices()).toContainText('Office of Review', { timeout: 30_000 });
    keepExpired(join(folder, 'profile'), 'Old Hand');
    await signers.openSigner();
    await signers.signer('Dr Anna Ferrer', 'not the passphrase', SIGNER_PASSPHRASE);
    await expect(signers.dialog().getByRole('alert')).toContainText('passphrase', { timeout: 30_000 });
    await inspect(page, '62-new-signer-refused');
    await signers.signer('Dr Anna Ferrer', OFFICE_PASSPHRASE, SIGNER_PASSPHRASE);
    await expect(signers.signers()).toContainText('Dr Anna Ferrer', { timeout: 30_000 });
    await expect(signers.row('Old Hand')).toContainText('Has run out: renew it');
    await inspect(page, '63-signers');
    for (const way of ['Import PKCS#12…', 'Add token…', 'Add signer elsewhere…', 'Import recovery file…']) {
      await signers.bringIn(way);
      await inspect(page, `64-${way.replaceAll(/\W+/g, '-').toLowerCase()}form`);
      await signers.closeDialog();
    }
    await answerDialogs(app, [join(folder, 'office.pem'), join(folder, 'signer.probity-key')]);
    await signers.action('Office of Review', 'Export certificate…');
    await signers.dialog().getByRole('button', { name: 'Export certificate…' }).click();
    await expect(signers.dialog()).toContainText('office.pem');
    expect(readFileSync(join(folder, 'office.pem'), 'utf8')).toContain('BEGIN CERTIFICATE');
    await signers.closeDialog();
  });

  await test.step('renew a certificate that has run out', async () => {
    await signers.action('Old Hand', 'Renew certificate…');
    await inspect(page, '64-renew-certificate');
    await signers.field('Passphrase of the office').fill(OFFICE_PASSPHRASE);
    await signers.send('Renew certificate');
    await expect(signers.dialog()).toBeHidden({ timeout: 30_000 });
    await expect(signers.row('Old Hand')).toContainText('Office of Review');
    await expect(signers.row('Old Hand')).not.toContainText('Has run out');
  });

  if (hasOpenssl)
    await test.step('take in a PKCS #12 file; what cannot sign is refused with the next step', async () => {
      const weak = writePkcs12(folder, { name: 'Weak Key', kind: 'rsa-1024' });
      const late = writePkcs12(folder, { name: 'Late Lee', notBefore: '2020-01-01T00:00:00Z', notAfter: '2025-01-01T00:00:00Z' });
      const sound = writePkcs12(folder, { name: 'Paula Kaiser' });
      await signers.bringIn('Import PKCS#12…');
      await signers.newPassphrase(SIGNER_PASSPHRASE);
      await answerDialogs(app, [weak, late, sound]);
      const refusedWith = async (password: string, said: string): Promise<void> => {
        await signers.field('Password of the file').fill(password);
        await signers.send('Import PKCS#12');
        await expect(signers.alert()).toContainText(said);
      };
      await signers.choose('PKCS#12 file');
      await refusedWith(PASSWORD, 'The RSA key has 1024 bits.');
      await signers.choose('PKCS#12 file');
      await refusedWith(PASSWORD, 'Ask whoever issued it for a new one.');
      await signers.choose('PKCS#12 file');
      await refusedWith('not the password', 'The password of the PKCS #12 file is wrong');
      await inspect(page, '64-import-pkcs-12-refused');
      await signers.field('Password of the file').fill(PASSWORD);
      await signers.send('Import PKCS#12');
      await expect(signers.dialog()).toBeHidden({ timeout: 30_000 });
      await expect(signers.row('Paula Kaiser')).toContainText('Office of Records');
    });

  await shell.back();
  await startPage(page).isShown();
  await makeImpact(page);

  await test.step('export the evidence, with one case that is disclosed', async () => {
    await impact.tab('Cases');
    const unit = await impact.firstCase();
    await impact.pickCase(unit);
    await impact.exportEvidence();
    await expect(impact.evidence()).toContainText('1 case discloses personal data');
    await answerDialogs(app, [bundlePath]);
    await impact.writeEvidence();
    await expect(impact.evidence()).toContainText('The bundle was written.', { timeout: 60_000 });
    await inspect(page, '65-evidence-written');
    expect(statSync(bundlePath).size).toBeLessThan(200_000);
    await impact.evidence().getByRole('button', { name: 'Check this file' }).click();
    await expect(verifier.accepted()).toBeVisible({ timeout: 60_000 });
    expect(await verifier.checks().count()).toBeGreaterThan(8);
    expect(await verifier.limits().count()).toBeGreaterThan(0);
    await inspect(page, '66-bundle-accepted');
  });

  await test.step('a changed byte is refused, dropped on the window or chosen', async () => {
    const changed = withChangedByte(bundlePath);
    await dropFile(app, verifier.dropZone(), changed);
    await expect(verifier.refused()).toBeVisible({ timeout: 60_000 });
    await inspect(page, '67-bundle-refused');
    await answerDialogs(app, [bundlePath, changed]);
    await verifier.choose();
    await expect(verifier.accepted()).toBeVisible({ timeout: 60_000 });
    await verifier.choose();
    await expect(verifier.refused()).toBeVisible({ timeout: 60_000 });
    await shell.back();
  });

  await test.step('compose, sign and write the report', async () => {
    await report.open();
    await expect(report.preview().getByRole('heading', { level: 1 })).toBeVisible({ timeout: 60_000 });
    await report.type('Title', 'Higher limits in 2025');
    await expect(report.preview().getByRole('heading', { level: 1 })).toHaveText('Higher limits in 2025', { timeout: 60_000 });
    // Styles of the page are let through by its nonce; nothing else is.
    await expect(report.preview().getByRole('heading', { level: 1 })).not.toHaveCSS('font-size', '32px');
    await report.section('Groups').uncheck();
    await report.moveUp('Outcomes and transitions');
    await expect(report.sections().nth(2)).toContainText('Outcomes and transitions');
    await expect(page.getByRole('button', { name: 'Move up: Outcomes and transitions' })).toBeFocused();
    // Looked up on the way, and found as it was left.
    await page.getByRole('button', { name: 'Manage signers' }).click();
    await expect(signers.signers()).toContainText('Dr Anna Ferrer');
    await shell.back();
    await expect(report.section('Groups')).not.toBeChecked();
    await expect(report.preview().getByRole('heading', { level: 1 })).toHaveText('Higher limits in 2025', { timeout: 60_000 });
    await inspect(page, '68-report');
    await report.chooseSigner(/Dr Anna Ferrer/);
    await report.write('Sign and write');
    await expect(page.getByText('A value is needed here.')).toBeVisible();
    await report.secret(SIGNER_PASSPHRASE);
    await answerDialogs(app, [reportPath]);
    await report.write('Sign and write');
    await expect(report.signedBy('Dr Anna Ferrer')).toBeVisible({ timeout: 90_000 });
    await inspect(page, '69-report-signed');
    await report.check();
    await expect(verifier.accepted()).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('region', { name: 'Checks' })).toContainText('Dr Anna Ferrer');
    await inspect(page, '70-report-accepted');
    await answerDialogs(app, [withChangedByte(reportPath)]);
    await verifier.choose();
    await expect(verifier.refused()).toBeVisible({ timeout: 60_000 });
    await inspect(page, '71-report-refused');
    // The result is still there for who comes back to it.
    await shell.goTo('Impact');
    await shell.tasks().getByRole('button', { name: 'Show result' }).last().click();
    await expect(verifier.refused()).toBeVisible();
  });
  expect(running.complaints).toEqual([]);
});

test('the verdict on a trail says what each statement rests on; a witness on another machine vouches for it', async () => {
  test.setTimeout(300_000);
  const { app, page } = running;
  const shell = shellPage(page);
  const audit = auditPage(page);
  const checkpointPath = join(folder, 'trail.checkpoint');
  const requestPath = join(folder, 'trail.witness-request');
  const cosignaturePath = join(folder, 'trail.cosignature');
  const proofPath = join(folder, 'entry-0.tlog-proof');
  let verifierKey = '';
  await makeImpact(page);

  await test.step('verify: consistent, and nothing outside vouches', async () => {
    await shell.goTo('Audit');
    await audit.verify();
    await expect(audit.statement(/Internally consistent/)).toContainText('Rests on: the workspace file alone.');
    await expect(audit.statement(/nothing outside vouches/)).toContainText('Rests on: this machine');
    await inspect(page, '72-verdict-unanchored');
    await audit.handToWitness();
    await expect(page.getByRole('heading', { name: 'Ask a witness' })).toBeVisible();
  });

  await test.step('sign, save, and prove an entry', async () => {
    await audit.signNow();
    await expect(audit.signed()).toBeVisible();
    await inspect(page, '73-checkpoints');
    await answerDialogs(app, [checkpointPath, requestPath]);
    await audit.saveNewestCheckpoint();
    await expect(audit.written().first()).toBeVisible();
    expect(readFileSync(checkpointPath, 'utf8')).toMatch(/^probity\//);
    await audit.saveWitnessRequest();
    await expect(audit.written().filter({ hasText: 'witness-request' })).toBeVisible();
    await audit.tab('Log key');
    verifierKey = await audit.verifierKey();
    await inspect(page, '74-log-key');
    const keyPath = join(folder, 'log.probity-key');
    await answerDialogs(app, [keyPath]);
    await audit.exportKey(OFFICE_PASSPHRASE);
    await expect(page.getByRole('dialog')).toContainText('The key was written.', { timeout: 30_000 });
    await audit.closeDialog();
    // The passphrase is typed while the dialog of the file is still open, and neither is lost.
    await answerDialogs(app, [keyPath], 500);
    await audit.importKey(SIGNER_PASSPHRASE);
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('passphrase', { timeout: 30_000 });
    await page.getByRole('dialog').getByRole('textbox', { name: 'Passphrase of the file', exact: true }).fill(OFFICE_PASSPHRASE);
    await page.getByRole('dialog').getByRole('button', { name: 'Import key' }).click();
    await expect(page.getByRole('dialog')).toBeHidden({ timeout: 30_000 });
    await audit.tab('Entries');
    await page.getByText('Oldest first', { exact: true }).click();
    await audit.openEntry(0);
    await answerDialogs(app, [proofPath]);
    await audit.saveProof();
    await expect(audit.entryDialog()).toContainText('The proof was written');
    await inspect(page, '75-proof');
    expect(JSON.parse(readFileSync(join(folder, 'entry-0.json'), 'utf8'))).toMatchObject({ kind: 'workspace.created' });
    await audit.closeDialog();
  });

  await test.step('a reviewer on another machine checks the proof and cosigns', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'probity-witness-'));
    const other = await launchApp(elsewhere);
    try {
      const verifier = verifierPage(other.page);
      await startPage(other.page).verifyEvidence();
      await inspect(other.page, '76-verifier');
      await answerDialogs(other.app, [proofPath, proofPath, checkpointPath, requestPath, cosignaturePath]);
      await verifier.logKey(verifierKey);
      await verifier.witnessKeys(verifierKey);
      await verifier.choose();
      await expect(other.page.getByRole('alert').filter({ hasText: 'that of a log; the key of a witness is expected' })).toBeVisible();
      await verifier.witnessKeys('');
      await verifier.choose();
      await expect(verifier.accepted()).toBeVisible({ timeout: 60_000 });
      await inspect(other.page, '77-proof-accepted');
      await verifier.choose();
      await expect(other.page.getByText('trail.checkpoint').first()).toBeVisible({ timeout: 60_000 });
      await expect(verifier.accepted()).toBeVisible({ timeout: 60_000 });
      await verifier.witnessTab();
      await inspect(other.page, '78-witness');
      await verifier.chooseRequest();
      await verifier.choosePlace();
      await verifier.cosign();
      // At the first meeting the key is needed.
      await expect(other.page.getByRole('alert')).toBeVisible();
      await verifier.logKey(verifierKey);
      await verifier.cosign();
      await expect(verifier.cosigned()).toBeVisible({ timeout: 30_000 });
      await expect(other.page.getByText('This is the first meeting with this log.')).toBeVisible();
      await inspect(other.page, '79-cosigned');
      expect(other.complaints).toEqual([]);
    } finally {
      await other.close();
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  await test.step('the cosignature is taken in, and the verdict says so', async () => {
    await audit.tab('Anchors');
    await answerDialogs(app, [cosignaturePath, join(folder, 'trail.tsq')]);
    await audit.takeIn();
    await expect(audit.anchors()).toContainText('Cosignature');
    await audit.timestampRequest();
    await expect(audit.written()).toBeVisible();
    await inspect(page, '80-anchors');
    await audit.verify();
    await expect(audit.statement(/cosigned/i).first()).toContainText('It lies outside of this machine.');
    await inspect(page, '81-verdict-anchored');
    await answerDialogs(app, [join(folder, 'audit-log')]);
    await audit.exportLog();
    await expect(audit.exportDialog()).toContainText('SHA-256', { timeout: 30_000 });
    await inspect(page, '82-log-exported');
  });
  expect(running.complaints).toEqual([]);
});

/** Every way in which a token refuses is told with the next step, and the right PIN takes it in. */
const addToken = async (library: string): Promise<void> => {
  const { app, page } = running;
  const signers = signersPage(page);
  const refused = async (said: string): Promise<void> => {
    await signers.send('Add token');
    await expect(signers.alert()).toContainText(said, { timeout: 30_000 });
  };
  await signers.bringIn('Add token…');
  await answerDialogs(app, [library]);
  await signers.choose('Library of the token');
  await signers.field('Identifier of the key').fill('01');
  await signers.field('PIN').fill('135792');
  await refused('The PIN is wrong. A token locks its PIN after a few wrong tries.');
  await inspect(page, '64-add-token-refused');
  await findPrograms(app, join(folder, 'no-programs'));
  await refused('Install OpenSC');
  await findPrograms(app, join(folder, 'locked'), 'error: PKCS11 function C_Login failed: rv = CKR_PIN_LOCKED (0xa4)');
  await refused('Unlock it with its PUK');
  await findPrograms(app, undefined);
  await signers.field('PIN').fill(PIN);
  await signers.send('Add token');
  await expect(signers.dialog()).toBeHidden({ timeout: 30_000 });
  await expect(signers.row('Tess Token')).toContainText('On a token');
};

test('a signature that is made elsewhere, on a token too, and a timestamp, are put into a report', async () => {
  test.setTimeout(300_000);
  const { app, page } = running;
  const shell = shellPage(page);
  const report = reportPage(page);
  const signers = signersPage(page);
  const verifier = verifierPage(page);
  const file = (name: string): string => join(folder, name);
  signElsewhere.writeCertificate(file('ines.pem'));

  await makeImpact(page);
  await shell.goTo('Signers');
  await signers.bringIn('Add signer elsewhere…');
  await answerDialogs(app, [file('ines.pem')]);
  await signers.dialog().getByRole('button', { name: 'Choose: Certificate' }).click();
  await signers.dialog().getByRole('button', { name: 'Add signer elsewhere' }).click();
  await expect(signers.signers()).toContainText(signElsewhere.name);
  if (tokenLibrary !== undefined) await addToken(tokenLibrary);
  await openImpact(page);

  await test.step('written for a signature, signed elsewhere, completed', async () => {
    await report.open();
    await report.chooseSigner(new RegExp(signElsewhere.name));
    await answerDialogs(app, [file('waiting.pdf'), file('report.sha256')]);
    await report.write('Write for a signature');
    await expect(page.getByText('Waits for a signature', { exact: true })).toBeVisible({ timeout: 90_000 });
    await inspect(page, '83-report-waiting');
    await report.saveDigest();
    await expect(page.getByText(/^Written to .*report\.sha256$/)).toBeVisible();
    signElsewhere.sign(file('report.sha256'), file('report.sig'));
    await answerDialogs(app, [file('report.sig'), file('signed.pdf')]);
    await report.putSignatureIn();
    await expect(report.result('Put signature in')).toContainText('signed.pdf', { timeout: 60_000 });
  });

  await test.step('timestamped days later', async () => {
    await answerDialogs(app, [file('signed.pdf'), file('report.tsq')]);
    await report.chooseLater();
    await report.later().getByRole('button', { name: 'Timestamp request…' }).click();
    await expect(report.later()).toContainText('report.tsq', { timeout: 60_000 });
    answerTimestamp(file('report.tsq'), file('report.tsr'), new Date());
    await answerDialogs(app, [file('report.tsr'), file('stamped.pdf')]);
    await report.later().getByRole('button', { name: 'Put timestamp in…' }).click();
    await expect(report.later()).toContainText('stamped.pdf', { timeout: 60_000 });
    await inspect(page, '84-report-stamped');
  });

  if (tokenLibrary !== undefined)
    await test.step('signed on a token', async () => {
      await report.chooseSigner(/Tess Token/);
      await report.pin('135792');
      await answerDialogs(app, [file('token.pdf'), file('token.pdf')]);
      await report.write('Sign and write');
      await expect(page.getByRole('alert').filter({ hasText: 'The PIN is wrong.' })).toBeVisible({ timeout: 90_000 });
      await report.pin(PIN);
      await report.write('Sign and write');
      await expect(report.signedBy('Tess Token')).toBeVisible({ timeout: 90_000 });
      await inspect(page, '84-report-token');
    });

  await report.check();
  await expect(verifier.accepted()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'Checks' })).toContainText('Test Time Authority');
  expect(running.complaints).toEqual([]);
});

test('an older copy in the place of a workspace is told above every screen', async () => {
  const { app, page } = running;
  const shell = shellPage(page);
  const path = join(folder, 'notice.probity');
  const older = join(folder, 'older.probity');
  await answerDialogs(app, [path]);
  await startPage(page).create('Noticed');
  await shell.closeWorkspace();
  copyFileSync(path, older);
  await startPage(page).openRecent('Noticed');
  await ask(page, 'member.set', { name: 'somebody', roles: ['viewer'] });
  await shell.closeWorkspace();
  await startPage(page).isShown();
  copyFileSync(older, path);
  await startPage(page).openRecent('Noticed');
  const notice = page.getByRole('alert').filter({ hasText: 'The audit trail is not the one that this machine has seen' });
  await expect(notice).toBeVisible();
  await inspect(page, '85-trail-notice');
  await notice.getByRole('button', { name: 'What this machine has seen' }).click();
  await expect(auditPage(page).anchors()).toContainText('Seen by this machine');
  await expect(notice).toBeVisible();
  await auditPage(page).verify();
  await expect(
    auditPage(page)
      .statement(/^Contradicts/)
      .first(),
  ).toBeVisible();
  await inspect(page, '86-verdict-contradicted');
  expect(running.complaints).toEqual([]);
});
