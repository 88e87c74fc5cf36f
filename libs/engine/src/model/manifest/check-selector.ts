import { labelKeyProblem, labelValueProblem } from '../label-syntax.ts';
import { childPointer } from '../json-pointer.ts';

/** A selector whose structure is right and whose words are not checked yet. */
export interface RawSelector {
  readonly matchLabels?: Readonly<Record<string, string>> | null;
  readonly matchExpressions?: readonly { readonly key?: string | null; readonly operator?: string | null; readonly values?: readonly string[] | null }[] | null;
}

/** What can be wrong with the words of a selector, without the API's name in front. */
export type SelectorProblem = 'LABEL_KEY_INVALID' | 'LABEL_VALUE_INVALID' | 'OPERATOR_INVALID' | 'VALUES_INVALID';
export type SelectorViolation = (pointer: string, problem: SelectorProblem, message: string) => void;

const WANTS_VALUES: Readonly<Record<string, boolean>> = { In: true, NotIn: true, Exists: false, DoesNotExist: false };

function checkKey(key: string, pointer: string, violation: SelectorViolation): void {
  const problem = labelKeyProblem(key);
  if (problem !== null) violation(pointer, 'LABEL_KEY_INVALID', problem);
}

function checkValue(value: string, pointer: string, violation: SelectorViolation): void {
  const problem = labelValueProblem(value);
  if (problem !== null) violation(pointer, 'LABEL_VALUE_INVALID', problem);
}

/** Checks keys, values and operators (V3 to V6). */
export function checkSelector(selector: RawSelector | null | undefined, pointer: string, violation: SelectorViolation): void {
  for (const [key, value] of Object.entries(selector?.matchLabels ?? {})) {
    const at = childPointer(`${pointer}/matchLabels`, key);
    checkKey(key, at, violation);
    checkValue(value, at, violation);
  }
  (selector?.matchExpressions ?? []).forEach((expression, index) => {
    const at = `${pointer}/matchExpressions/${String(index)}`;
    const values = expression.values ?? [];
    const operator = expression.operator ?? '';
    const wantsValues = Object.hasOwn(WANTS_VALUES, operator) ? WANTS_VALUES[operator] : undefined;
    checkKey(expression.key ?? '', `${at}/key`, violation);
    if (wantsValues === undefined) violation(`${at}/operator`, 'OPERATOR_INVALID', 'the operator must be In, NotIn, Exists or DoesNotExist');
    else if (wantsValues && values.length === 0) violation(`${at}/values`, 'VALUES_INVALID', `${operator} needs at least one value`);
    else if (!wantsValues && values.length > 0) violation(`${at}/values`, 'VALUES_INVALID', `${operator} takes no values`);
    values.forEach((value, k) => { checkValue(value, `${at}/values/${String(k)}`, violation); });
  });
}
