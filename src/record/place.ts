// An address with what is known of it, as the contract tells it. Beside result.ts, which takes it in.
import { z } from 'zod';

const text = z.string();

export const address = z.object({
  ip: text,
  asn: z.number().int().nonnegative().nullable(),
  organisation: text.nullable(),
  country: text.nullable().describe('from the look-up table'),
  loggedCountry: text.nullable().describe('what the log itself claims'),
  kind: text
    .nullable()
    .describe('office, home, mobile, hosting, cloud, cdn, vpn, proxy, microsoft, private …; docs/networks.md'),
});

export type Address = z.infer<typeof address>;
