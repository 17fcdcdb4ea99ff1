// New ids on this machine: the core's mint over the system's random numbers.

import { mintFrom } from '../../shared/model/ids.ts';

export const mint = mintFrom((bytes) => globalThis.crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>));
