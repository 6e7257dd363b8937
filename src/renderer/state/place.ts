/** Where the person is: which screen, and of what. */

export type Place =
  | { readonly screen: 'populations' }
  | { readonly screen: 'population'; readonly population: string }
  | { readonly screen: 'population-import' }
  | { readonly screen: 'population-generate' }
  | { readonly screen: 'policies' }
  | { readonly screen: 'document'; readonly kind: 'policy' | 'reform' | 'workflow'; readonly reference: string }
  | { readonly screen: 'impacts' }
  | { readonly screen: 'impact-setup' }
  | { readonly screen: 'impact'; readonly run: string }
  | { readonly screen: 'case'; readonly run: string; readonly unit: string }
  | { readonly screen: 'runs' }
  | { readonly screen: 'run'; readonly run: string }
  | { readonly screen: 'audit' };

export type Section = 'populations' | 'policies' | 'impacts' | 'runs' | 'audit';

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
    case 'case':
      return 'impacts';
    case 'runs':
    case 'run':
      return 'runs';
    case 'audit':
      return 'audit';
  }
};
