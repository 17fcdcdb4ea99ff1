// The one way out of the window: `window.anju`, put there by the preload or by the browser shell's page.

import { fail, type Result } from '../shared/contract/failure.ts';
import type { AnjuBridge, AnswerOf, RequestName, RequestOf } from '../shared/contract/messages.ts';

declare global {
  interface Window {
    readonly anju: AnjuBridge;
  }
}

export function bridge(): AnjuBridge {
  return window.anju;
}

/** Asks the far side; a far side that is gone is an expected failure (`interrupted`), never an exception. */
export async function ask<N extends RequestName>(name: N, request: RequestOf<N>): Promise<Result<AnswerOf<N>>> {
  try {
    return (await bridge().call(name, request)) as Result<AnswerOf<N>>;
  } catch (error) {
    return fail('interrupted', { reason: error instanceof Error ? error.message : String(error) });
  }
}
