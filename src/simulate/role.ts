// Posts and the habits that go with them. Hours are local; `pace` is about how many mailbox visits a client makes in a
// working day; `weekend` is the chance to look into mail on a day off; `mail` is messages received on a working day.
export type ClientKind = 'desktop' | 'web' | 'phone' | 'mac' | 'handheld' | 'addIn';

export interface Role {
  readonly post: string;
  /** Out of a hundred people. */
  readonly share: number;
  readonly from: readonly [earliest: number, latest: number];
  readonly hours: readonly [least: number, most: number];
  readonly pace: readonly [least: number, most: number];
  readonly weekend: number;
  readonly mail: readonly [least: number, most: number];
  readonly travels: number;
  readonly clients: readonly (readonly ClientKind[])[];
  /** Stands higher in an intruder's list of wishes. */
  readonly senior?: true;
}

export const roles: readonly Role[] = [
  {
    ...{ post: 'head', share: 4, senior: true, from: [7.5, 9], hours: [9, 12], pace: [3, 6], weekend: 0.7 },
    ...{
      mail: [18, 32],
      travels: 0.5,
      clients: [
        ['desktop', 'phone'],
        ['mac', 'phone', 'addIn'],
        ['web', 'phone'],
      ],
    },
  },
  {
    ...{ post: 'adviser', share: 12, senior: true, from: [7.5, 9.5], hours: [8.5, 11], pace: [2.5, 5], weekend: 0.45 },
    ...{
      mail: [12, 24],
      travels: 0.35,
      clients: [
        ['desktop', 'phone'],
        ['web', 'phone', 'addIn'],
        ['mac', 'web', 'phone'],
      ],
    },
  },
  {
    ...{ post: 'officer', share: 38, from: [7.5, 9.5], hours: [7.5, 9.5], pace: [1.5, 4], weekend: 0.2, mail: [8, 18] },
    ...{
      travels: 0.12,
      clients: [['desktop'], ['desktop', 'phone'], ['web', 'phone'], ['desktop', 'web', 'phone', 'addIn']],
    },
  },
  {
    ...{ post: 'assistant', share: 8, from: [7, 8.5], hours: [8, 9], pace: [3, 6], weekend: 0.1, mail: [10, 22] },
    ...{
      travels: 0.03,
      clients: [
        ['desktop', 'web'],
        ['web', 'addIn'],
        ['web', 'phone'],
      ],
    },
  },
  {
    ...{ post: 'analyst', share: 14, from: [8.5, 11], hours: [8, 10], pace: [1, 3], weekend: 0.25, mail: [6, 12] },
    ...{ travels: 0.08, clients: [['mac', 'phone'], ['web'], ['mac', 'handheld'], ['web', 'handheld']] },
  },
  {
    ...{ post: 'field', share: 10, from: [6, 10], hours: [8, 11], pace: [2, 4], weekend: 0.35, mail: [5, 12] },
    ...{ travels: 0.6, clients: [['phone'], ['handheld', 'web'], ['phone', 'web']] },
  },
  {
    ...{ post: 'shift', share: 9, from: [5, 21], hours: [8, 8.5], pace: [1, 2.5], weekend: 0.6, mail: [3, 8] },
    ...{ travels: 0.01, clients: [['web'], ['desktop'], ['web', 'phone']] },
  },
  {
    ...{ post: 'administrator', share: 5, from: [7, 10], hours: [8, 10], pace: [1.5, 3], weekend: 0.3, mail: [8, 20] },
    ...{
      travels: 0.05,
      clients: [
        ['desktop', 'web', 'phone'],
        ['mac', 'web', 'phone'],
      ],
    },
  },
];
