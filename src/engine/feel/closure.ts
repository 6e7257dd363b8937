/** A function that an expression defines, as a value: it knows the types of its parameters. */
import { FunctionValue } from '../model/value.ts';
import type { FeelType } from './type.ts';

export class Closure extends FunctionValue {
  readonly type: Extract<FeelType, { readonly kind: 'function' }>;
  constructor(parameters: readonly string[], type: Closure['type'], call: FunctionValue['call']) {
    super(parameters, call);
    this.type = type;
  }
}
