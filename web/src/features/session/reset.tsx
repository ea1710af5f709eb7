export function Reset() {
  return null;
}
