// The policy allows styles that carry the answer's nonce. antd passes it on (ConfigProvider csp), but for two small
// styles of an open dialog, which keep the page below from scrolling: so each style that a script makes gets it.

export const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

export function signStyles(): void {
  const create = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
}
