/** Cases that the person looked at, and those picked for evidence and reports, by run. Nothing of it is written anywhere. */
import { create } from 'zustand';

const LOOKED_AT_MAX = 100;

type CasesOfRun = { readonly lookedAt: readonly string[]; readonly picked: readonly string[] };

const NO_CASES: CasesOfRun = { lookedAt: [], picked: [] };

type ChosenCases = {
  readonly runs: { readonly [run: string]: CasesOfRun };
  readonly look: (run: string, unit: string) => void;
  readonly pick: (run: string, unit: string, picked: boolean) => void;
  readonly clear: () => void;
};

/** The newest first, each once, and no more than anybody would choose from. */
const remembered = (lookedAt: readonly string[], unit: string): readonly string[] =>
  [unit, ...lookedAt.filter((known) => known !== unit)].slice(0, LOOKED_AT_MAX);

export const useChosenCases = create<ChosenCases>()((set) => {
  const change = (run: string, of: (cases: CasesOfRun) => CasesOfRun): void =>
    set(({ runs }) => ({ runs: { ...runs, [run]: of(runs[run] ?? NO_CASES) } }));
  return {
    runs: {},
    look: (run, unit) => change(run, (cases) => ({ ...cases, lookedAt: remembered(cases.lookedAt, unit) })),
    pick: (run, unit, picked) =>
      change(run, (cases) => ({
        ...cases,
        picked: [...cases.picked.filter((known) => known !== unit), ...(picked ? [unit] : [])],
      })),
    clear: () => set({ runs: {} }),
  };
});

export const useCasesOf = (run: string): CasesOfRun => useChosenCases((state) => state.runs[run] ?? NO_CASES);
