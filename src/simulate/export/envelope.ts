// Azure Monitor's envelope around a record, as a diagnostic setting sends it to an Event Hub or a storage account. Its time is
// that of emission, some minutes after the event, which is why a reader must not take it for the event's.
import { minuteMs, withZ } from '../clock.js';

export interface Envelope {
  readonly tenant: string;
  readonly at: number;
  readonly category: string;
  readonly operation: string;
  readonly result: string;
  readonly address: string;
  /** JSON text. */
  readonly properties: string;
}

/** One JSON object. */
export function envelope({ tenant, at, category, operation, result, address, properties }: Envelope): string {
  // Of a call of Graph the envelope's time is the call's.
  const emittedAt = category === 'MicrosoftGraphActivityLogs' ? at : at + 7 * minuteMs;
  return (
    `{"time":"${withZ(emittedAt).replace('Z', '.1234567Z')}","resourceId":"/tenants/${tenant}/providers/Microsoft.aadiam",` +
    `"operationName":${JSON.stringify(operation)},"operationVersion":"1.0","category":"${category}","tenantId":"${tenant}",` +
    `"resultType":"${result}","resultSignature":"None","durationMs":0,"callerIpAddress":"${address}","Level":4,` +
    `"properties":${properties}}`
  );
}
