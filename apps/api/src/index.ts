export { createApp } from './create-app.ts';
export { contractDocuments } from './documents.ts';
