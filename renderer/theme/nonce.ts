// The page's content policy lets a style in only with this page's own nonce; antd and AG Grid, which write styles as they run, are
// handed it. The shell writes it into <meta name="csp-nonce">; a page without a policy has none.

export function cspNonce(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]');
  return meta?.content || undefined;
}
