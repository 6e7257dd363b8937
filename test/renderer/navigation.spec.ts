/** The way back: it leads where the person was, as it was, and has a limit. */
import { beforeEach, describe, expect, it } from 'vitest';
import { useNavigation } from '../../src/renderer/state/navigation.ts';
import { type ImpactView, isStandalone, placeKey, sectionOf } from '../../src/renderer/state/place.ts';

const navigation = () => useNavigation.getState();
const CASES: ImpactView = { tab: 'cases', reform: 1, change: 'gain', after: 100 };

beforeEach(() => navigation().reset());

describe('navigation', () => {
  it('goes back to a result as it was left', () => {
    navigation().go({ screen: 'impact', run: 'r' });
    navigation().replace({ screen: 'impact', run: 'r', view: CASES });
    navigation().go({ screen: 'case', run: 'r', unit: 'u' });
    navigation().back();
    expect(navigation().place).toEqual({ screen: 'impact', run: 'r', view: CASES });
    navigation().back();
    expect(navigation().place).toEqual({ screen: 'populations' });
  });

  it('stays at home when there is no way further back', () => {
    navigation().back();
    expect(navigation().place).toEqual({ screen: 'populations' });
  });

  it('changes what a screen shows only while that screen is the one there: an answer that comes late moves nobody', () => {
    navigation().go({ screen: 'audit' });
    navigation().go({ screen: 'members' });
    navigation().replace({ screen: 'audit', tab: 'entries' });
    expect(navigation().place).toEqual({ screen: 'members' });
    navigation().back();
    navigation().replace({ screen: 'audit', tab: 'key' });
    expect(navigation().place).toEqual({ screen: 'audit', tab: 'key' });
  });

  it('goes on from a screen that shows something else by now, but not from one that was left', () => {
    const setup = placeKey({ screen: 'run', run: 'r' });
    navigation().go({ screen: 'run', run: 'r', step: 's' });
    navigation().goFrom(setup, { screen: 'run', run: 'fork' });
    expect(navigation().place).toEqual({ screen: 'run', run: 'fork' });
    navigation().goFrom(setup, { screen: 'run', run: 'another' });
    expect(navigation().place).toEqual({ screen: 'run', run: 'fork' });
  });

  it('remembers only so much', () => {
    for (let i = 0; i < 500; i++) navigation().go({ screen: 'run', run: String(i) });
    expect(navigation().past.length).toBeLessThanOrEqual(50);
  });
});

describe('places', () => {
  it('of one result are one screen, of two results two', () => {
    const shown = placeKey({ screen: 'impact', run: 'r', view: CASES });
    expect(placeKey({ screen: 'impact', run: 'r' })).toBe(shown);
    expect(placeKey({ screen: 'impact', run: 's' })).not.toBe(shown);
  });

  it('belong to the section they are reached from', () => {
    expect(sectionOf({ screen: 'case', run: 'r', unit: 'u' })).toBe('impacts');
    expect(sectionOf({ screen: 'report', run: 'r' })).toBe('impacts');
    expect(sectionOf({ screen: 'document', kind: 'reform', reference: 'x@1' })).toBe('policies');
  });

  it('that need no workspace are the verifier and the signers alone', () => {
    expect([isStandalone({ screen: 'verifier' }), isStandalone({ screen: 'signers' }), isStandalone({ screen: 'audit' })]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('of the audit trail are one screen with several tabs; each file to be verified is one of its own', () => {
    expect(placeKey({ screen: 'audit', tab: 'anchors' })).toBe(placeKey({ screen: 'audit' }));
    expect(placeKey({ screen: 'verifier', tab: 'witness' })).toBe(placeKey({ screen: 'verifier' }));
    expect(placeKey({ screen: 'verifier', path: 'a' })).not.toBe(placeKey({ screen: 'verifier', path: 'b' }));
  });
});
