export { reported } from '../../../model/reported.ts';
