// Thin-line icons, 16 px, in the colour of the words beside them. An icon never stands alone: it is hidden from the ear.

import type { ReactNode } from 'react';

const shapes = {
  undo: (
    <>
      <path d="M3.2 6.2h6a3.6 3.6 0 0 1 0 7.2H6.4" />
      <path d="M5.8 3.4 3 6.2 5.8 9" />
    </>
  ),
  redo: (
    <>
      <path d="M12.8 6.2h-6a3.6 3.6 0 0 0 0 7.2h2.8" />
      <path d="M10.2 3.4 13 6.2 10.2 9" />
    </>
  ),
  check: (
    <>
      <rect x="2.7" y="2.7" width="10.6" height="10.6" rx="0.8" />
      <path d="m5.4 8 1.9 1.9 3.4-3.7" />
    </>
  ),
  import: (
    <>
      <path d="M8 2.5v7.2M5.2 7.1 8 9.9l2.8-2.8" />
      <path d="M2.6 13.3h10.8" />
    </>
  ),
  release: (
    <>
      <path d="M8 10V2.9M5.2 5.6 8 2.8l2.8 2.8" />
      <path d="M2.6 10v3.3h10.8V10" />
    </>
  ),
  preview: (
    <>
      <path d="M3.6 2.5h6l2.8 2.8v8.2H3.6z" />
      <path d="M9.4 2.7v2.9h2.8M5.7 8.2h4.6M5.7 10.6h4.6" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4" />
      <path d="m10 10 3.4 3.4" />
    </>
  ),
  'new-plan': (
    <>
      <path d="M3.4 2.4h6.2l3 3v8.2H3.4z" />
      <path d="M8 6.2v4.6M5.7 8.5h4.6" />
    </>
  ),
  'last-year': (
    <>
      <path d="M2.5 3.5h5v9.8h-5zM7.5 2.4h6v9.4h-4" />
      <path d="M4 6.2h2M4 8.6h2M9.5 5h2.4" />
    </>
  ),
  open: (
    <>
      <path d="M2.3 13V3.6h4l1.4 1.7h5v1.9" />
      <path d="M2.3 13 4.4 7.2h10L12.5 13z" />
    </>
  ),
  folder: <path d="M2.3 12.9V3.4h4l1.4 1.7h6v7.8z" />,
  file: (
    <>
      <path d="M3.6 2.4h6l2.8 2.8v8.4H3.6z" />
      <path d="M9.4 2.6v2.9h2.8" />
    </>
  ),
  sheet: (
    <>
      <rect x="2.5" y="3" width="11" height="10" />
      <path d="M2.5 6.3h11M2.5 9.6h11M6.2 6.3V13" />
    </>
  ),
  units: (
    <>
      <path d="M2 5.5h12v5H2z" />
      <path d="M5 5.5v2M8 5.5v3M11 5.5v2" />
    </>
  ),
  'row-in': (
    <>
      <rect x="2.5" y="2.8" width="11" height="10.4" />
      <path d="M2.5 6.4h11M8 6.4v6.8" />
    </>
  ),
  'column-in': (
    <>
      <rect x="2.5" y="2.8" width="11" height="10.4" />
      <path d="M7 2.8v10.4M7 8h6.5" />
    </>
  ),
  total: <path d="M12.2 4.6V3H3.8l4.4 5-4.4 5h8.4v-1.6" />,
  decimals: (
    <>
      <path d="M2.6 7.4v3.2M5.4 7.4v3.2M2.6 9h0M8.4 5.4h2.4v5.2H8.4zM12.8 5.4h.9v5.2h-.9z" />
      <path d="M3.4 10.6h1.2" />
    </>
  ),
  paste: (
    <>
      <path d="M5.6 3.4H3.7v10h8.6v-10h-1.9" />
      <path d="M5.7 2.5h4.6v2.3H5.7zM6 8h4M6 10.4h4" />
    </>
  ),
  note: <path d="M2.6 3.2h10.8v7.4H8.8L6.2 13v-2.4H2.6z" />,
  field: (
    <>
      <path d="M5 2.8H2.8v10.4H5M11 2.8h2.2v10.4H11" />
      <path d="M5.6 8h4.8" />
    </>
  ),
  close: <path d="m3.8 3.8 8.4 8.4M12.2 3.8l-8.4 8.4" />,
  more: <path d="M3.4 8h.1M8 8h.1M12.5 8h.1" strokeWidth="2" strokeLinecap="round" />,
  up: <path d="M8 12.8V3.4M4.4 7 8 3.4 11.6 7" />,
  history: (
    <>
      <circle cx="8" cy="8" r="5.4" />
      <path d="M8 4.8V8l2.3 1.5" />
    </>
  ),
  lock: (
    <>
      <rect x="3.4" y="7" width="9.2" height="6.4" />
      <path d="M5.3 7V5.2a2.7 2.7 0 0 1 5.4 0V7" />
    </>
  ),
  merge: (
    <>
      <path d="M3 3v1.6C3 7.4 8 7.4 8 10.2M13 3v1.6c0 2.8-5 2.8-5 5.6M8 10v3.2" />
      <path d="m6.3 11.6 1.7 1.8 1.7-1.8" />
    </>
  ),
  down: <path d="m4.4 6.4 3.6 3.4 3.6-3.4" />,
  fx: <path d="M9 3.2c-1.6-.5-2.2.4-2.5 2.2L5.4 11c-.3 1.7-.9 2.6-2.4 2.1M4.4 7h4M9.4 7l3.4 4.4M12.8 7 9.4 11.4" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[name]}
    </svg>
  );
}
