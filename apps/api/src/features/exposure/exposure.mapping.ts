import type { ExposureItemData, ExposurePathData } from '../../analysis/data/exposure-data.ts';
import { toEndpoint } from '../endpoint/endpoint.mapping.ts';
import { toResourceRef } from '../view/resource.mapping.ts';
import type { ExposureItem, ExposurePath } from './exposure.types.ts';

export const toExposureItem = ({ endpoint, via, ...sets }: ExposureItemData): ExposureItem => ({ ...sets, endpoint: toEndpoint(endpoint), via: via.map(toExposurePath) });

const toExposurePath = ({ resource, parent, ...path }: ExposurePathData): ExposurePath => ({ ...path, resource: resource === null ? null : toResourceRef(resource), parent: parent === null ? null : toResourceRef(parent) });
