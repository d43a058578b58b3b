// The Entra sign-in logs in the shapes in which responders hold them.
import type { Head } from '../head.js';
import { has, type Shape, type Source } from '../shape.js';
import { graphMapping } from './graph.js';
import { portalMapping } from './portal.js';

const shape = (name: string, title: string, mapping: Shape['mapping']): Shape => ({
  name,
  title,
  log: 'signIn',
  payload: { kind: 'row' },
  wrapper: {},
  mapping,
});

const graph = shape('graphSignIn', 'sign-ins, Microsoft Graph JSON', graphMapping);
const people = shape('entraPortalCsv', "people's sign-ins, Entra portal CSV", portalMapping(true));
const services = shape('entraPortalCsv', "services' sign-ins, Entra portal CSV", portalMapping(false));

const isPortal = (head: Head): boolean =>
  has(head, 'Request ID') && (has(head, 'Date (UTC)') || has(head, 'Date')) && has(head, 'Application ID');

export const signInSource: Source = {
  log: 'signIn',
  shapes: [graph, people, services],
  recognise(head) {
    if (has(head, 'createdDateTime') && (has(head, 'appId') || has(head, 'appDisplayName'))) return graph;
    if (!isPortal(head)) return null;
    return has(head, 'Username') ? people : services;
  },
};
