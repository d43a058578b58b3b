// The scenarios that can be asked for by name. A new one is a file in this folder and a line here.
import type { Part } from '../world.js';
import { forgeTokens } from './forged-token.js';

export const scenarios: Readonly<Record<string, Part>> = {
  'forged-token': forgeTokens,
};

export const scenarioNames: readonly string[] = Object.keys(scenarios);
