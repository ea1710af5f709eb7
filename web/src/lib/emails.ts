// What somebody types or pastes where addresses are asked for.

/** Good enough to find slips of the finger; the program decides (RFC 5321 without quoted local parts). */
export function looksLikeEmail(text: string): boolean {
  return /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]+\.[^\s@<>,;".]{2,}$/.test(text);
}

/** The pieces of a pasted block: lines, or what commas, semicolons and blanks part. */
export function addressesIn(text: string): string[] {
  return text
    .normalize('NFC')
    .split(/[\s,;\u200b\ufeff\u00a0]+/)
    .map((piece) => piece.replace(/^[<"']+|[>"']+$/g, ''))
    .filter((piece) => piece !== '');
}
