// What a person edits of a registration, and what somebody else changed meanwhile.
import type { Schemas } from '../../lib/api';
import type { Registration } from './acts';

export interface Fields {
  friendly_name: string;
  role: string;
  owner_id: string | null;
}
export type Field = keyof Fields;

export function fieldsOf({ friendly_name, role, owner }: Registration): Fields {
  return { friendly_name: friendly_name ?? '', role, owner_id: owner?.id ?? null };
}

/** The fields in which two versions differ. */
export function differing(one: Fields, other: Fields): Field[] {
  return (['friendly_name', 'role', 'owner_id'] as const).filter((field) => one[field] !== other[field]);
}

/**
 * After a version conflict: what was not touched follows the newer version, what was keeps what was typed.
 */
export function rebase(before: Fields, typed: Fields, now: Fields): Fields {
  const next = { ...now };
  for (const field of differing(before, typed)) Object.assign(next, { [field]: typed[field] });
  return next;
}

/** Only what differs from the version that is edited. */
export function changeOf(base: Fields, typed: Fields): Schemas['RegistrationChange'] {
  const change: Schemas['RegistrationChange'] = {};
  for (const field of differing(base, typed)) {
    if (field === 'friendly_name') change.friendly_name = typed.friendly_name === '' ? null : typed.friendly_name;
    else if (field === 'role') change.role = typed.role;
    else change.owner_id = typed.owner_id;
  }
  return change;
}
