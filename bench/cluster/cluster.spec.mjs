import { createHash } from 'node:crypto';
import { load } from 'js-yaml';
import { expect, it } from 'vitest';
import { clusterLines } from './cluster-lines.mjs';
import { clusterModel } from './model/cluster-model.mjs';
import { clusterObjects } from './objects/cluster-objects.mjs';
import { clusterOptions } from './options.mjs';
import { yamlText } from './yaml-text.mjs';

const digest = (text) => createHash('sha256').update(text).digest('hex');

// Published numbers are of these very bytes: who changes them makes every earlier result incomparable.
it.each([
  ['knp', null, '6b903c7bbb9a19267b59fb4907c5add526f3d7b654186f18f7b86d7ec445052b'],
  ['knp', 2, 'b1b40f8157097c05ac0abe60f2c309943f079e15dcf927d98ab43ee7bc99e4cc'],
  ['admin', null, 'c1fa3e9fe805a5789cb972cd83c6767b6802eaa7d3493e710cd2e7cb06d025e1'],
  ['admin', 2, '428283b9f2d18a1173bd14535ba74f0a37620a2674fab76bdad17434cef2c32f'],
  ['cilium', null, '9f97f9d97073ffad847c804fb4b406e0b16c0a97e480c04f05b6e8075e3f51c2'],
  ['cilium', 2, 'f995e89c5612450ed246b32a9b31b8d5c8350564c5191f745139a03b6f0864de'],
  ['calico', null, '87d2248c024a70d80b08c25a27bd1ba494ceeb28d92ad4ac3cae49dd90e837b2'],
  ['calico', 2, 'af92045a848520ac21ed7965bfa5e5144f3b69e9b752a86254a7aeb5c322fcb0'],
  ['mix', null, '17b05c0f66f14e6a61fbfcdf1cbabf4057467699b3a2e49315a32d3d20e9ea41'],
  ['mix', 2, '4e3a88eed55c148868f59bc7a5a18624f089af2bba99a84b67c6cd26af2af0b4'],
])('a cluster of 1,000 pods under %s policies, version %s, is the same bytes for ever', (policies, next, expected) => {
  expect(digest(clusterLines({ pods: 1000, policies, next }))).toBe(expected);
});

it('another seed is another cluster', () => {
  expect(clusterLines({ pods: 100, seed: '2' })).not.toBe(clusterLines({ pods: 100 }));
});

it('manifests say in YAML what the objects are', () => {
  const options = clusterOptions({ pods: 200, policies: 'mix', shape: 'manifests' });
  for (const object of clusterObjects(clusterModel(options))) expect(load(yamlText(object))).toEqual(JSON.parse(JSON.stringify(object)));
});

it.each([[{ pods: 0 }, /positive/u], [{ pods: 5_000_000 }, /address plan/u], [{ pods: 10, shape: 'round' }, /shape/u], [{ pods: 10, policies: 'none' }, /policies/u], [{ pods: 10, next: 101 }, /percentage/u]])('refuses %j', (options, message) => {
  expect(() => clusterOptions(options)).toThrow(message);
});
