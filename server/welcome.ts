import type { Config } from './config.ts';
import type { Relay } from './relay.ts';

/** What a person who typed `npm start` wants to know. */
export function welcome({ publicUrl, ownerToken }: Relay, config: Config): string {
  const ask = `curl -H "Authorization: Bearer ${config.ownerToken === null ? ownerToken : '$OWNER_TOKEN'}" ${publicUrl}/v1/owner`;
  const lines = [
    '',
    '  Ringlet is ready.',
    '',
    ...(config.pbx.kind === 'demo'
      ? [`  Demo shop    ${publicUrl}/demo/`]
      : [`  Relay        ${publicUrl}`]),
    `  Calls        ${ask}/calls`,
    `  Sites        ${ask}/sites`,
    ...(config.ownerToken === null
      ? [`  Owner token  ${ownerToken}   (new at every start; set OWNER_TOKEN to keep one)`]
      : []),
    '',
    ...(config.pbx.kind === 'demo'
      ? ['  No real phone rings: the PBX is simulated. Ctrl-C stops.', '']
      : []),
  ];
  return `${lines.join('\n')}\n`;
}
