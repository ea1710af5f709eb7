export function Partner() {
  return null;
}
