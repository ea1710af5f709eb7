import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { onSignedOut } from '../lib/api';
import { setTimeZone } from '../lib/formats';
import { language } from '../lib/language';
import { ProblemError, UnansweredError } from '../lib/problem';
import { portalQuery } from '../lib/session';
import { loadWords, startWords } from '../lib/words';
import { Appearance } from './appearance';
import { NoStart } from './no_start';
import { signStyles } from './nonce';
import { loadScreenOf, makeRouter } from './routes';
import '../styles/antd.css';
import './style.css';

signStyles();

// A checkbox that shows a cached answer must change with the click, not a timer later.
notifyManager.setScheduler(queueMicrotask);

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // What the program refused it refuses again; a connection that broke may come back.
      retry: (count, error) => count < 1 && !(error instanceof ProblemError) && error instanceof UnansweredError,
      staleTime: 5_000,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});

onSignedOut(() => {
  client.setQueryData(portalQuery.queryKey, (portal) => portal && { ...portal, session: null });
});

const root = createRoot(document.getElementById('root')!);

async function start(): Promise<void> {
  loadScreenOf(globalThis.location.pathname);
  loadWords(language()).catch(() => undefined);
  const portal = await client.fetchQuery(portalQuery);
  setTimeZone(portal.time_zone);
  await startWords(portal.session?.user.language ?? language(), portal.provider.name);
  root.render(
    <QueryClientProvider client={client}>
      <Appearance>
        <RouterProvider router={makeRouter()} />
      </Appearance>
    </QueryClientProvider>,
  );
}

start().catch(() => {
  root.render(<NoStart />);
});
