/** Facts about the program that do not change while it runs. */
import { create } from 'zustand';
import type { ShellAnswers } from '../../main/shell-contract.ts';

type ShellInfoState = { readonly info: ShellAnswers['info'] | undefined; readonly set: (info: ShellAnswers['info']) => void };

export const useShellInfo = create<ShellInfoState>()((set) => ({ info: undefined, set: (info) => set({ info }) }));
