// Files that the program makes: kept under the name that it gave them.
import { language } from './language';
import { problemOf, UnansweredError } from './problem';

/** A file by its link; without a name under the one that the program gives. */
export function save(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}

/** Asks for a file and keeps it; answers the job where one makes it (202), else null. */
export async function download<Job>(path: string): Promise<Job | null> {
  let answer: Response;
  try {
    answer = await fetch(path, { headers: { 'accept-language': language() }, credentials: 'same-origin' });
  } catch {
    throw new UnansweredError(0, null);
  }
  if (!answer.ok) throw problemOf(answer, await answer.json().catch(() => null));
  if (answer.status === 202) return (await answer.json()) as Job;
  const name = /filename="?([^";]+)"?/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'export';
  const url = URL.createObjectURL(await answer.blob());
  save(url, name);
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
  return null;
}
