// A mail address as the program accepts it; what it refuses need not be sent to be told so.

const atom = /^[!#$&'*+\-/0-9=?A-Z^_`a-z{|}~]+$/;
const label = /^(?!-)[\p{L}\p{M}\p{N}-]{1,63}(?<!-)$/u;

export function isAddress(text: string): boolean {
  const at = text.indexOf('@');
  if (at < 1 || at > 64 || text.length > 254) return false;
  const local = text.slice(0, at);
  const labels = text.slice(at + 1).split('.');
  if (local.includes('=?') || !local.split('.').every((each) => atom.test(each))) return false;
  return labels.length >= 2 && labels.every((each) => label.test(each)) && !/^\d+$/.test(labels.at(-1)!);
}

/** Addresses that differ by letter case are one. */
export function sameAddress(text: string): string {
  return text.trim().toLowerCase();
}
