import type { NextFunction, Request, Response } from 'express';
import express from 'express';

const UPLOAD = /^\/v1\/clusters\/[^/]+\/snapshots\/?$/;

/** Uploads are read as a stream by the thread that parses them, JSON uploads included. */
const isUpload = (request: Request): boolean => request.method === 'POST' && UPLOAD.test(request.path);

/** Reads JSON bodies up to the limit, other than uploads; every other type is left to its route. */
export function jsonBodies(maxBytes: number): (request: Request, response: Response, next: NextFunction) => void {
  const parse = express.json({ limit: maxBytes, type: ['application/json', 'application/*+json', 'application/graphql-response+json'] });
  return (request, response, next) => { if (isUpload(request)) next(); else parse(request, response, next); };
}
