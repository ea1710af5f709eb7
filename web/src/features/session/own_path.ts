/** The page to go on with after signing in: a path of this portal, or the first page. Never another site's. */
export function ownPath(asked: string | null): string {
  if (!asked?.startsWith('/')) return '/';
  const here = globalThis.location.origin;
  let address: URL;
  try {
    address = new URL(asked, here);
  } catch {
    return '/';
  }
  const path = `${address.pathname}${address.search}${address.hash}`;
  // "/.//elsewhere" becomes "//elsewhere", which a browser takes for another site.
  if (address.origin !== here || /^\/[/\\]/.test(asked) || /^\/[/\\]/.test(path) || address.pathname === '/sign-in') return '/';
  return path;
}
