// Codes as people type and paste them: "123 456", " ABCDE fghij".

/** The digits of an authenticator's code. */
export function authenticatorCode(typed: string): string {
  return typed.replace(/[\s\u00a0\u200b\ufeff-]/g, '');
}

/** A recovery code as it was told: five, a hyphen, five. */
export function recoveryCode(typed: string): string {
  const bare = typed.toLowerCase().replace(/[^a-z0-9]/g, '');
  return bare.length === 10 ? `${bare.slice(0, 5)}-${bare.slice(5)}` : bare;
}

/** Either kind, where both are taken. */
export function anyCode(typed: string): string {
  const code = authenticatorCode(typed);
  return /^\d{6}$/.test(code) ? code : recoveryCode(typed);
}
