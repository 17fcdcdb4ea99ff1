// Ids of new records on this side of the border: random, from the system's own source.

import { webcrypto } from 'node:crypto';
import { type MintId, mintFrom } from '../shared/model/ids.ts';

export const newId: MintId = mintFrom((bytes) => webcrypto.getRandomValues(bytes));
