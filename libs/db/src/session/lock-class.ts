/** First half of the key of each advisory lock, so that other users of the database are unlikely to meet it. */
export const LOCK_CLASS = {
  /** With a cluster's id: publication and deletion of its versions, one at a time. */
  cluster: 0x504f5301,
  /** With an owner's number: held by a process as long as it lives. */
  owner: 0x504f5302,
} as const;
