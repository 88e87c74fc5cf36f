import { expect, it } from 'vitest';
import { QuestionError } from '../../model/failure.ts';
import { calicoRelease } from './release.ts';
import { calicoConfiguration, calicoSettings } from './settings.ts';

const settings = (given: Readonly<Record<string, string>>, shown: Readonly<Record<string, string>> = {}): ReturnType<typeof calicoSettings> => calicoSettings(calicoConfiguration(shown, given));

it('a question goes before what the cluster shows, and that before the defaults', () => {
  const action = (given: Readonly<Record<string, string>>, shown: Readonly<Record<string, string>> = {}): string => settings(given, shown).defaultEndpointToHostAction;
  const key = 'calico.defaultEndpointToHostAction';
  expect([action({}), action({}, { defaultEndpointToHostAction: 'DROP' }), action({ [key]: 'return' }, { defaultEndpointToHostAction: 'Drop' })]).toEqual(['Accept', 'Drop', 'Return']);
});

it('failsafe ports have a protocol, a prefix where they are for some addresses, and may be none', () => {
  const ports = (text: string): unknown => settings({ 'calico.failsafeInboundHostPorts': text }).failsafeInbound;
  expect([ports('none'), ports('udp:68, 22, tcp:10.0.0.0/8:80, tcp:[fd00::/8]:81')]).toEqual([[], [
    { protocol: 'UDP', port: 68, net: null }, { protocol: 'TCP', port: 22, net: null }, { protocol: 'TCP', port: 80, net: '10.0.0.0/8' }, { protocol: 'TCP', port: 81, net: 'fd00::/8' },
  ]]);
  expect(settings({}, { failsafeOutboundHostPorts: 'nonsense' }).failsafeOutbound).toHaveLength(9);
});

it.each([[{ 'calico.unknown': 'x' }, 'There is no setting calico.unknown'], [{ 'calico.staged': 'perhaps' }, 'calico.staged is ignored or enforced'], [{ 'calico.failsafeInboundHostPorts': 'tcp:x' }, 'none or a list']])('%j is refused', (given, message) => {
  expect(() => settings(given as Readonly<Record<string, string>>)).toThrow(QuestionError);
  expect(() => settings(given as Readonly<Record<string, string>>)).toThrow(message);
});

it('a release is one of Calico 3, with or without its patch', () => {
  expect(['3.32.1', 'v3.29', null].map((text) => calicoRelease(text).text)).toEqual(['3.32.1', '3.29', '3.32.1']);
  expect(() => calicoRelease('latest')).toThrow('latest is no release of Calico');
});
