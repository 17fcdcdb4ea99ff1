// Opening plans for one command: read without a lock, or write with it, and closed whatever happens.

import { must } from '../../shared/contract/failure.ts';
import { shellServices } from '../handlers/services.ts';
import { type Author, PlanStore } from '../store/plan-store.ts';

/** Who the steps of this command line are by. */
export const author = (): Author => ({ by: loginUser(), via: 'cli' });

let services: ReturnType<typeof shellServices> | null = null;

/** Folders, templates and the user, as the window has them; made when first asked for. */
export function programServices(): ReturnType<typeof shellServices> {
  services ??= shellServices();
  return services;
}

const loginUser = (): string => programServices().user;

function using<T>(store: PlanStore, run: (store: PlanStore) => T): T {
  let waits = false;
  try {
    const result = run(store);
    if (result instanceof Promise) {
      waits = true;
      return result.finally(() => store.close()) as T;
    }
    return result;
  } finally {
    if (!waits) store.close();
  }
}

/** Reading works while a window holds the plan. Throws FailureError with the opening's failure. */
export function openForReading<T>(path: string, run: (store: PlanStore) => T): T {
  return using(must(PlanStore.open(path, { write: false })), run);
}

/** `plan-locked`, `plan-read-only`, `plan-newer` … where the plan can't be written. */
export function openForWriting<T>(path: string, run: (store: PlanStore) => T): T {
  return using(must(PlanStore.open(path, { write: 'required' })), run);
}
