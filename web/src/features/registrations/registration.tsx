export function Registration() {
  return null;
}
