/** Look of the app: calm greys with one ink blue, dense controls, contrast of at least 4.5 : 1 in light and dark. */
import {
  type ButtonProps,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineTheme,
  type MantineThemeOverride,
} from '@mantine/core';

const ink: MantineColorsTuple = [
  '#eef2fb',
  '#dbe3f5',
  '#b5c5ea',
  '#93abe3',
  '#8aa6ea',
  '#5377cf',
  '#456bc9',
  '#3659b3',
  '#2e4f9f',
  '#233f82',
];
const slate: MantineColorsTuple = [
  '#e2e6ec',
  '#c3cad5',
  '#a3acba',
  '#7a8493',
  '#4c5563',
  '#363e4a',
  '#2a313b',
  '#1a1f26',
  '#15191f',
  '#101318',
];
const grey: MantineColorsTuple = [
  '#f7f8fa',
  '#f0f2f5',
  '#e4e7ec',
  '#d5dae1',
  '#c2c8d1',
  '#8f98a6',
  '#69727f',
  '#525b68',
  '#363d48',
  '#1d232c',
];

const CONTROL_HEIGHT = '32px';
const CONTROL_FONT = '13px';

const inputVars = () => ({ wrapper: { '--input-height': CONTROL_HEIGHT, '--input-fz': CONTROL_FONT } });

/** A button of a size of its own keeps it. */
const buttonVars = (_theme: MantineTheme, { size }: ButtonProps) => ({
  root: size === undefined ? { '--button-height': CONTROL_HEIGHT, '--button-fz': CONTROL_FONT, '--button-padding-x': '12px' } : {},
});

export const theme: MantineThemeOverride = createTheme({
  fontFamily: 'Inter, "Segoe UI", "Noto Sans", Ubuntu, Cantarell, "Helvetica Neue", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: '"JetBrains Mono", "Cascadia Code", "SF Mono", Consolas, "Noto Sans Mono", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '15px', lineHeight: '22px' },
      h3: { fontSize: '13px', lineHeight: '20px' },
    },
  },
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  colors: { ink, dark: slate, gray: grey },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: {
      styles: { label: { fontWeight: 500 } },
      vars: buttonVars,
    },
    Input: { vars: inputVars },
    InputWrapper: {
      vars: () => ({ label: {}, description: { '--input-description-size': '12px' }, error: { '--input-error-size': '12px' } }),
    },
    Modal: { styles: { title: { fontSize: '15px', fontWeight: 600 } }, defaultProps: { centered: true, transitionProps: { duration: 0 } } },
    // A list that opened by itself where a faulty field takes the focus would cover what is said of it: a click, an arrow or a letter opens it.
    Select: { defaultProps: { openOnFocus: false, allowDeselect: false, withCheckIcon: true, checkIconPosition: 'right' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    Table: { defaultProps: { verticalSpacing: 6, horizontalSpacing: 10, fz: 'sm' } },
    Tabs: { defaultProps: { keepMounted: false } },
  },
});

/** Colours with a meaning. Gain and loss differ in lightness and hue, so that colour-blind readers can tell them apart; a sign is always shown as well. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5a6370',
    '--mantine-color-placeholder': '#69727f',
    '--mantine-color-error': '#b3261e',
    '--app-sidebar': '#f5f6f8',
    '--app-panel': '#ffffff',
    '--app-sunken': '#f7f8fa',
    '--app-border': '#e1e5ea',
    '--app-border-strong': '#8f98a6',
    '--app-hover': '#eef1f5',
    '--app-gain': '#0a6b5d',
    '--app-loss': '#a83e0c',
    '--app-baseline': '#69727f',
    '--app-reform': '#3659b3',
    '--app-focus': '#3659b3',
  },
  dark: {
    '--mantine-color-dimmed': '#a3acba',
    '--mantine-color-placeholder': '#98a1b0',
    '--mantine-color-error': '#ff9d94',
    '--app-sidebar': '#15191f',
    '--app-panel': '#1a1f26',
    '--app-sunken': '#15191f',
    '--app-border': '#2d343f',
    '--app-border-strong': '#7a8493',
    '--app-hover': '#232a33',
    '--app-gain': '#55c9b3',
    '--app-loss': '#ff9f6b',
    '--app-baseline': '#98a1b0',
    '--app-reform': '#8aa6ea',
    '--app-focus': '#8aa6ea',
  },
});
