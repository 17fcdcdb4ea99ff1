// Who asks and what answers: the types that every family of handlers shares.

import type { Result } from '../../shared/contract/failure.ts';
import type { AnswerOf, EventName, Events, RequestName, RequestOf } from '../../shared/contract/messages.ts';

/** A window or a page: who asks, and where events for it go. */
export interface Client {
  readonly id: string;
  send<N extends EventName>(name: N, event: Events[N]): void;
}

export type Handler<N extends RequestName> = (
  request: RequestOf<N>,
  client: Client,
) => Result<AnswerOf<N>> | Promise<Result<AnswerOf<N>>>;
export type HandlersOf<N extends RequestName> = { [K in N]: Handler<K> };
