// What can be made of a mail's text and HTML.

/** The link that its reader would follow, and the code that stands alone on a line. Masked ones are none. */
export function linkAndCode(text: string): { link: string | null; kind: 'consent' | 'invitation' | 'password-reset' | null; code: string | null } {
  const found = /https?:\/\/[^\s<>"]+\/(consent|invitation|password-reset)\/[A-Za-z0-9_.-]{20,}/.exec(text);
  return {
    link: found?.[0] ?? null,
    kind: (found?.[1] as 'consent' | 'invitation' | 'password-reset' | undefined) ?? null,
    code: /^\s*(\d{6})\s*$/m.exec(text)?.[1] ?? null,
  };
}

/**
 * The mail as a document for a frame. The page's policy, which frames inherit, lets no style attribute through, so
 * they move into one sheet that carries the policy's nonce.
 */
export function framed(html: string, nonce: string): string {
  const rules = new Map<string, string>();
  const body = html.replace(/<([a-z][a-z0-9]*)\b([^<>]*?)\sstyle="([^"]*)"/gi, (_, tag: string, rest: string, style: string) => {
    let name = rules.get(style);
    if (name === undefined) {
      name = `m${String(rules.size)}`;
      rules.set(style, name);
    }
    return `<${tag}${rest} data-style="${name}"`;
  });
  const text = [...rules].map(([style, name]) => `[data-style="${name}"]{${unescape(style)}}`).join('');
  const sheet = `<style nonce="${nonce}">${text.replace(/<\//g, '')}</style>`;
  return /<\/head>/i.test(body) ? body.replace(/<\/head>/i, `${sheet}</head>`) : sheet + body;
}

function unescape(text: string): string {
  return text
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}
