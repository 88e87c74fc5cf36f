import { calicoRecogniser } from './calico/recognise.ts';
import { canalRecogniser } from './canal/recognise.ts';
import { ciliumRecogniser } from './cilium/recognise.ts';
import { flannelRecogniser } from './flannel/recognise.ts';
import type { Recogniser } from './recogniser.ts';
import { weaveRecogniser } from './weave/recognise.ts';

/** Every plugin and enforcer that can be recognised. */
export const RECOGNISERS: readonly Recogniser[] = [calicoRecogniser, canalRecogniser, ciliumRecogniser, flannelRecogniser, weaveRecogniser];
