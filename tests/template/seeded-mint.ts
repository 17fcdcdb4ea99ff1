// Ids from a seed: the same seed gives the same plan. (mulberry32 as the source of bytes)

import { type MintId, mintFrom } from '../../shared/model/ids.ts';

export function seededMint(seed: number): MintId {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  return mintFrom((bytes) => {
    for (let i = 0; i < bytes.length; i++) bytes[i] = next() & 0xff;
    return bytes;
  });
}
