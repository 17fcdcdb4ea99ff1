// How much room the window has, in the three steps the layout knows (tokens): narrow sides, narrower, low.

import { useSyncExternalStore } from 'react';

export interface WindowRoom {
  /** the right panel is a rail */
  narrow: boolean;
  /** the outline is a rail too */
  narrower: boolean;
  /** the tool bar joins the app bar */
  low: boolean;
}

const read = () => `${innerWidth < 1240 ? 1 : 0}${innerWidth < 1024 ? 1 : 0}${innerHeight < 640 ? 1 : 0}`;

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

export function useWindowRoom(): WindowRoom {
  const [narrow, narrower, low] = useSyncExternalStore(subscribe, read);
  return { narrow: narrow === '1', narrower: narrower === '1', low: low === '1' };
}
