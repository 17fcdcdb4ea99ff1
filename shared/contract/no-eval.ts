// Must run before any schema is made, so it is the first import of all: zod would try whether it may build functions from text, and
// the page's policy refuses that (and says so) every time.

import { config } from 'zod';

config({ jitless: true });
