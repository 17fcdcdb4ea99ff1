// A bug in what is painted must not leave a white window: it says what is safe and offers to load the window again.

import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { crashWords as words } from '../words/app.ts';

export class CrashGuard extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="crash" role="alert">
        <h1>{words.title}</h1>
        <p>{words.safe}</p>
        <Button type="primary" size="large" onClick={() => location.reload()}>
          {words.reload}
        </Button>
        <details>
          <summary>{words.detail}</summary>
          <pre>{error.stack ?? error.message}</pre>
        </details>
      </div>
    );
  }
}
