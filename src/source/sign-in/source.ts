// The Entra sign-in logs in the shapes in which responders hold them.
import { basename } from 'node:path';
import type { Head } from '../head.js';
import { has, type Shape, type Source } from '../shape.js';
import { graphMapping } from './graph.js';
import { type PortalKind, portalMapping } from './portal.js';

const graph: Shape = {
  name: 'graphSignIn',
  title: 'sign-ins, Microsoft Graph JSON',
  log: 'signIn',
  payload: { kind: 'row' },
  wrapper: {},
  mapping: graphMapping,
};

/** The content says whether people or services signed in; between kinds of people's sign-ins only the name can tell. */
function portalKind(head: Head, path: string): PortalKind {
  const name = basename(path);
  if (!has(head, 'Username')) return /^MSI|managed/i.test(name) ? 'managedIdentity' : 'servicePrincipal';
  return /non-?_?interactive/i.test(name) ? 'nonInteractive' : 'interactive';
}

const portal = (kind: PortalKind): Shape => ({
  name: 'entraPortalCsv',
  title: `sign-ins (${kind}), Entra portal CSV`,
  log: 'signIn',
  payload: { kind: 'row' },
  wrapper: {},
  mapping: portalMapping(kind),
});

export const signInSource: Source = {
  log: 'signIn',
  recognise(head, path) {
    if (has(head, 'createdDateTime') && (has(head, 'appId') || has(head, 'appDisplayName'))) return graph;
    const isPortal =
      has(head, 'Request ID') && (has(head, 'Date (UTC)') || has(head, 'Date')) && has(head, 'Application ID');
    return isPortal ? portal(portalKind(head, path)) : null;
  },
};
