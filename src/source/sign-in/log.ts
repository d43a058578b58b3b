// The logs of sign-ins as Azure Monitor calls them: the category of a diagnostic setting, the table of a workspace. What a
// row does not say, the log that it stands in does. Names: Azure Monitor's table reference and the diagnostic settings of
// Entra (learn.microsoft.com, 2024 to 2026).

export interface SignInLog {
  readonly category: string;
  readonly table: string;
  readonly kind: 'interactive' | 'nonInteractive' | 'servicePrincipal' | 'managedIdentity';
  /** Sign-ins of Microsoft's own service principals: they stand in this log only, and no others stand in it. */
  readonly firstParty?: true;
}

export const signInLogs: readonly SignInLog[] = [
  { category: 'SignInLogs', table: 'SigninLogs', kind: 'interactive' },
  { category: 'NonInteractiveUserSignInLogs', table: 'AADNonInteractiveUserSignInLogs', kind: 'nonInteractive' },
  { category: 'ServicePrincipalSignInLogs', table: 'AADServicePrincipalSignInLogs', kind: 'servicePrincipal' },
  { category: 'ManagedIdentitySignInLogs', table: 'AADManagedIdentitySignInLogs', kind: 'managedIdentity' },
  {
    category: 'MicrosoftServicePrincipalSignInLogs',
    table: 'MicrosoftServicePrincipalSignInLogs',
    kind: 'servicePrincipal',
    firstParty: true,
  },
];
