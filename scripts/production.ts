// Bundles are for people who use the program, whoever makes them: under a test runner NODE_ENV is "test", and React, antd and Vite
// would take that for a developer's build, which a later start would then serve.

import process from 'node:process';

/** Runs a build with NODE_ENV=production and puts the former value back. */
export async function asProduction<T>(build: () => Promise<T>): Promise<T> {
  const former = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    return await build();
  } finally {
    if (former === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = former;
  }
}
