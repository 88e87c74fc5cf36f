import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** The parts of a token's text: `postern_<id>_<secret>_<crc>`. */
export interface TokenParts { readonly id: string; readonly secret: string }

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = 62n;
const ID_LENGTH = 12;
// 62^43 is just above 2^256, and 62^6 above 2^32.
const SECRET_LENGTH = 43;
const SECRET_BYTES = 32;
const CRC_LENGTH = 6;
const PATTERN = new RegExp(`^postern_([0-9A-Za-z]{${ID_LENGTH}})_([0-9A-Za-z]{${SECRET_LENGTH}})_([0-9A-Za-z]{${CRC_LENGTH}})$`);

function base62(number: bigint, length: number): string {
  let text = '';
  for (let rest = number; text.length < length; rest /= BASE) text = ALPHABET.charAt(Number(rest % BASE)) + text;
  return text;
}

const randomBase62 = (bytes: number, length: number): string => base62(BigInt(`0x${randomBytes(bytes).toString('hex')}`), length);
const checksum = (text: string): string => base62(BigInt(crc32(text)), CRC_LENGTH);

/** A fresh identity and 256 random bits. */
export const generateToken = (): TokenParts => ({ id: randomBase62(ID_LENGTH, ID_LENGTH), secret: randomBase62(SECRET_BYTES, SECRET_LENGTH) });

/** The part of a token's text that may be shown. */
export const tokenPrefix = (id: string): string => `postern_${id}`;

export function printToken({ id, secret }: TokenParts): string {
  const text = `${tokenPrefix(id)}_${secret}`;
  return `${text}_${checksum(text)}`;
}

/** The parts of a token's text; null where its form or its checksum is wrong, so that slips and scans cost no look-up. */
export function parseToken(text: string): TokenParts | null {
  const [, id, secret, crc] = PATTERN.exec(text) ?? [];
  if (id === undefined || secret === undefined || crc === undefined) return null;
  return checksum(`${tokenPrefix(id)}_${secret}`) === crc ? { id, secret } : null;
}

/** What is stored of a secret: of 256 random bits a plain hash is enough. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Compares in constant time. */
export const isSecretOf = (digest: Buffer, secret: string): boolean => {
  const found = hashSecret(secret);
  return digest.length === found.length && timingSafeEqual(digest, found);
};
