/** Which changes of a policy no test would notice: each parameter value, table rule and comparison is changed in turn. */

export type Unnoticed = {
  /** What was changed, a JSON Pointer into the policy. */
  readonly pointer: string;
  readonly before: string;
  /** Without it the thing was taken away. */
  readonly after?: string;
  /** `untested`: no test is for a date at which it holds. */
  readonly reason: 'untested' | 'all tests pass';
};

export type MutationReport = {
  readonly tried: number;
  readonly noticed: number;
  readonly unnoticed: readonly Unnoticed[];
  /** Whether there were more changes to try than the limits allow. */
  readonly isCutOff: boolean;
};
