/** Where the person is: which screen, and of what. */
import type { RunStatus } from '../../engine/model/index.ts';

/** What the section of runs shows. */
export type RunsView =
  | { readonly list: 'runs'; readonly template?: string; readonly status?: RunStatus; readonly after: number }
  | { readonly list: 'letters' | 'figures' };

/** What of an impact's result is on screen. */
export type ImpactView = {
  readonly tab: 'overview' | 'groups' | 'sizes' | 'distribution' | 'limits' | 'cases';
  /** Index of the reform that the baseline is compared with. */
  readonly reform: number;
  readonly from?: string;
  readonly to?: string;
  readonly change: 'any' | 'gain' | 'loss' | 'none';
  /** Cases before the page on screen. */
  readonly after: number;
};

export type AuditTab = 'entries' | 'checkpoints' | 'anchors' | 'key';

export type Place =
  | { readonly screen: 'populations' }
  | { readonly screen: 'population'; readonly population: string }
  | { readonly screen: 'population-import' }
  | { readonly screen: 'population-generate' }
  | { readonly screen: 'policies' }
  | {
      readonly screen: 'document';
      readonly kind: 'policy' | 'reform' | 'workflow';
      readonly reference: string;
      /** Of a policy: a task that looked for gaps in its tests, whose answer is shown with them. */
      readonly gaps?: string;
    }
  | { readonly screen: 'impacts'; readonly list?: 'analyses' | 'sweeps' }
  /** What the form begins with: a population's id, references of documents. */
  | { readonly screen: 'impact-setup'; readonly population?: string; readonly baseline?: string; readonly reform?: string }
  | { readonly screen: 'impact'; readonly run: string; readonly view?: ImpactView }
  | { readonly screen: 'sweep-setup' }
  | { readonly screen: 'sweep'; readonly run: string }
  | { readonly screen: 'case'; readonly run: string; readonly unit: string; readonly reform?: number }
  | { readonly screen: 'runs'; readonly view?: RunsView }
  /** `template`: the reference of the one that the form begins with. */
  | { readonly screen: 'run-setup'; readonly template?: string }
  /** `step`: the path of the one whose details are open. */
  | { readonly screen: 'run'; readonly run: string; readonly step?: string }
  | { readonly screen: 'approvals' }
  | { readonly screen: 'approval'; readonly run: string; readonly step: string }
  | { readonly screen: 'members' }
  | { readonly screen: 'audit'; readonly tab?: AuditTab }
  | { readonly screen: 'report'; readonly run: string }
  /** `path`: a file that is checked at once; `task`: a check that was started before, whose result is shown. */
  | { readonly screen: 'verifier'; readonly tab?: 'check' | 'witness'; readonly path?: string; readonly task?: string }
  | { readonly screen: 'signers' };

/** Places that need no open workspace. */
export type StandalonePlace = Extract<Place, { readonly screen: 'verifier' | 'signers' }>;

export const isStandalone = (place: Place): place is StandalonePlace => place.screen === 'verifier' || place.screen === 'signers';

export type Section = 'populations' | 'policies' | 'impacts' | 'runs' | 'approvals' | 'audit' | 'members' | 'verifier' | 'signers';

/** The section of the navigation that a screen belongs to. */
export const sectionOf = (place: Place): Section => {
  switch (place.screen) {
    case 'populations':
    case 'population':
    case 'population-import':
    case 'population-generate':
      return 'populations';
    case 'policies':
    case 'document':
      return 'policies';
    case 'impacts':
    case 'impact-setup':
    case 'impact':
    case 'sweep-setup':
    case 'sweep':
    case 'case':
    case 'report':
      return 'impacts';
    case 'runs':
    case 'run-setup':
    case 'run':
      return 'runs';
    case 'approvals':
    case 'approval':
      return 'approvals';
    case 'members':
      return 'members';
    case 'audit':
      return 'audit';
    case 'verifier':
      return 'verifier';
    case 'signers':
      return 'signers';
  }
};

/** Two places with one key are one screen: going from one to the other changes what it shows, not the screen. */
export const placeKey = (place: Place): string => {
  switch (place.screen) {
    case 'impact':
    case 'run':
      return JSON.stringify({ screen: place.screen, run: place.run });
    case 'impacts':
    case 'runs':
    case 'audit':
      return JSON.stringify({ screen: place.screen });
    case 'verifier':
      return JSON.stringify({ screen: place.screen, path: place.path });
    default:
      return JSON.stringify(place);
  }
};
