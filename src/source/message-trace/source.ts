// The message trace: which messages the service carried. It gives subject and sender to ids that the audit log only names.
// Columns: Get-MessageTrace and Get-MessageTraceV2 (learn.microsoft.com, also as Microsoft-Extractor-Suite saves them),
// Graph's exchangeMessageTrace, and the CSV of Start-HistoricalSearch, which writes names with underscores, in UTF-16.
import type { messageTraceFields } from '../../record/field.js';
import { first, type Mapping, path } from '../mapping.js';
import { has, type Shape, type Source } from '../shape.js';

type TraceMapping = Mapping<typeof messageTraceFields>;

const shape = (mapping: TraceMapping): Shape => ({
  name: 'messageTrace',
  title: 'message trace',
  log: 'messageTrace',
  payload: { kind: 'row' },
  wrapper: {},
  mapping,
});

const cmdlet = shape({
  at: path('Received'),
  messageId: path('MessageId'),
  subject: path('Subject'),
  sender: path('SenderAddress'),
  recipient: path('RecipientAddress'),
  status: path('Status'),
  bytes: path('Size'),
});

const graph = shape({
  at: path('receivedDateTime'),
  messageId: path('messageId'),
  subject: path('subject'),
  sender: path('senderAddress'),
  recipient: path('recipientAddress'),
  status: path('status'),
  bytes: path('size'),
});

const historical = shape({
  at: first(path('origin_timestamp_utc'), path('date_time_utc')),
  messageId: path('message_id'),
  subject: path('message_subject'),
  sender: path('sender_address'),
  recipient: first(path('recipient_status'), path('recipient_address')),
  status: path('directionality'),
  bytes: path('total_bytes'),
});

export const messageTraceSource: Source = {
  log: 'messageTrace',
  shapes: [cmdlet, graph, historical],
  recognise(head) {
    if (has(head, 'MessageId', 'SenderAddress')) return cmdlet;
    if (has(head, 'messageId', 'senderAddress')) return graph;
    return has(head, 'message_id', 'sender_address') ? historical : null;
  },
};
