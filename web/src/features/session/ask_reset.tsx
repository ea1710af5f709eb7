export function AskReset() {
  return null;
}
