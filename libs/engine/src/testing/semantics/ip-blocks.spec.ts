import { describe, expect, it } from 'vitest';
import { CAST, pod, policy, world } from '../world.ts';

const DUAL = pod('shop/dual', { labels: 'app: dual', ips: ['10.0.1.9', '2001:db8::9'] });
const egress = (to: string, settings: Readonly<Record<string, string>> = {}): ReturnType<typeof world> => world([CAST, DUAL, policy('shop/p', `podSelector: {}, policyTypes: [Egress], egress: [{to: [${to}]}]`)], settings);

describe('ipBlock', () => {
  it('IP-1 matches addresses of its own family only', () => {
    const { set } = egress('{ipBlock: {cidr: 0.0.0.0/0}}');
    expect(set('shop/dual', '2001:db8::1')).toBe('');
    expect(set('shop/dual', '8.8.8.8')).toBe('IPv4 TCP; IPv4 UDP; IPv4 SCTP');
    const six = egress('{ipBlock: {cidr: "::/0"}}');
    expect(six.set('shop/dual', '8.8.8.8')).toBe('');
    expect(six.verdict('shop/dual', '2001:db8::1', 'TCP 443')).toBe('ALLOWED');
  });

  it('IP-2 carves except out of this block only', () => {
    const one = egress('{ipBlock: {cidr: 8.0.0.0/8, except: [8.8.0.0/16]}}');
    expect(one.verdict('shop/db', '8.8.8.8', 'TCP 53')).toBe('DENIED');
    expect(one.verdict('shop/db', '8.9.0.1', 'TCP 53')).toBe('ALLOWED');
    expect(one.explain('shop/db', '8.8.8.8', 'TCP 53').egress.steps.map(({ code }) => code)).toContain('IPBLOCK_EXCEPT');
    expect(egress('{ipBlock: {cidr: 8.0.0.0/8, except: [8.8.0.0/16]}}, {ipBlock: {cidr: 8.8.8.8/32}}').verdict('shop/db', '8.8.8.8', 'TCP 53')).toBe('ALLOWED');
  });

  it('IP-3 needs a block per family for "the internet"', () => {
    const internet = '{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16]}}';
    expect(egress(internet).verdict('shop/dual', '1.1.1.1', 'TCP 443')).toBe('ALLOWED');
    expect(egress(internet).verdict('shop/dual', '10.9.9.9', 'TCP 443')).toBe('DENIED');
    expect(egress(internet).verdict('shop/dual', '2606:4700::1', 'TCP 443')).toBe('DENIED');
    expect(egress(`${internet}, {ipBlock: {cidr: "::/0"}}`).verdict('shop/dual', '2606:4700::1', 'TCP 443')).toBe('ALLOWED');
  });

  it('IP-4 does not stop at the edge of the cluster', () => {
    expect(egress('{ipBlock: {cidr: 10.0.0.0/8}}').verdict('shop/db', 'lab/web', 'TCP 80')).toBe('ALLOWED');
  });

  it('IP-5 a block of one pod\'s address admits traffic to that pod', () => {
    const { verdict } = egress('{ipBlock: {cidr: 10.0.2.1/32}}');
    expect(verdict('shop/db', 'lab/web', 'TCP 80')).toBe('ALLOWED');
    expect(verdict('shop/db', 'lab/job', 'TCP 80')).toBe('DENIED');
  });

  it('IP-6 does not match pods where the setting says so, but still nodes and addresses outside', () => {
    const { verdict } = egress('{ipBlock: {cidr: 0.0.0.0/0}}', { 'reference.ip-block-matches-pods': 'false' });
    expect(verdict('shop/db', 'lab/web', 'TCP 80')).toBe('DENIED');
    expect(verdict('shop/db', '8.8.8.8', 'TCP 80')).toBe('ALLOWED');
    expect(verdict('shop/db', 'node:n2', 'TCP 80')).toBe('ALLOWED');
  });

  it('IP-7 is evaluated on the address that is asked about', () => {
    const { verdict } = world([CAST, policy('shop/p', 'podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}]')]);
    expect(verdict('203.0.113.9', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    expect(verdict('172.18.0.9', 'shop/db', 'TCP 80')).toBe('DENIED');
  });

  it('IP-8 masks off host bits', () => {
    expect(egress('{ipBlock: {cidr: 10.0.2.77/24}}').verdict('shop/db', 'lab/web', 'TCP 80')).toBe('ALLOWED');
  });
});
