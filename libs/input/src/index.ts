export { decodeText } from './decode-text.ts';
export { gunzipBounded, isGzip, plainBytes } from './gunzip-bounded.ts';
export { InputError, type InputErrorCode } from './input-error.ts';
export { DEFAULT_LIMITS, type InputLimits } from './limits.ts';
export { readInputs, type InputItem, type InputOptions } from './read-inputs.ts';
