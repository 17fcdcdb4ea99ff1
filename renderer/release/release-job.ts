// One release as the dialog sees it: started, told as it goes, done, failed or stopped. The job's events are the only truth.

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../shared/contract/failure.ts';
import type { ExportProgress, RequestOf } from '../../shared/contract/messages.ts';
import { ask, bridge } from '../bridge.ts';

export type ReleaseState =
  | { kind: 'ready' }
  | { kind: 'running'; job: string | null; files: Partial<Record<'docx' | 'xlsx', ExportProgress>> }
  | { kind: 'done'; files: { path: string; bytes: number }[] }
  | { kind: 'failed'; failure: Failure }
  | { kind: 'stopped' };

export function useReleaseJob() {
  const [state, setState] = useState<ReleaseState>({ kind: 'ready' });
  const job = useRef<string | null>(null);

  useEffect(() => {
    const mine = (id: string) => id === job.current;
    const stops = [
      bridge().on('job.progress', (event) => {
        if (!mine(event.job)) return;
        setState((s) => (s.kind === 'running' ? { ...s, files: { ...s.files, [event.file]: event } } : s));
      }),
      bridge().on('job.done', (event) => {
        if (!mine(event.job)) return;
        job.current = null;
        setState({ kind: 'done', files: event.files });
      }),
      bridge().on('job.failed', (event) => {
        if (!mine(event.job)) return;
        job.current = null;
        setState(event.failure.code === 'interrupted' ? { kind: 'stopped' } : { kind: 'failed', failure: event.failure });
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      if (job.current) void ask('job.cancel', { job: job.current });
    };
  }, []);

  const start = useCallback(async (request: RequestOf<'plan.export'>) => {
    setState({ kind: 'running', job: null, files: {} });
    const answer = await ask('plan.export', request);
    if (!answer.ok) {
      setState({ kind: 'failed', failure: answer.failure });
      return;
    }
    job.current = answer.value.job;
    setState((s) => (s.kind === 'running' ? { ...s, job: answer.value.job } : s));
  }, []);

  const stop = useCallback(() => {
    if (job.current) void ask('job.cancel', { job: job.current });
  }, []);

  return { state, start, stop, reset: useCallback(() => setState({ kind: 'ready' }), []) };
}
