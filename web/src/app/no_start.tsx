// Before any sentence could be loaded: the program did not answer. Both languages, since none is known.
import sentences from '../../../locales/web/no_start.json';

export function NoStart() {
  return (
    <main className="no-start">
      {Object.entries(sentences).map(([language, { title, advice, retry }]) => (
        <section key={language} lang={language} role="alert">
          <h1>{title}</h1>
          <p>{advice}</p>
          <button
            type="button"
            onClick={() => {
              globalThis.location.reload();
            }}
          >
            {retry}
          </button>
        </section>
      ))}
    </main>
  );
}
