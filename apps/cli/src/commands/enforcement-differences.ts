import { differenceRecord, differencesDocument, differencesTable, enforcementDifferences } from '@postern/engine';
import { CommandFailure } from '../command-failure.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { writeDocument } from '../output/write-document.ts';
import { openView } from '../question/open-view.ts';
import type { Call } from './command.ts';

/** Lists every connection for which the cluster does otherwise than its policies say, with the reasons. */
export async function listDifferences(call: Call): Promise<ExitCode> {
  const opened = await openView(call);
  if (opened.enforced === null) throw new CommandFailure(EXIT.CANNOT_TELL, 'which enforcer the cluster runs is not known, so that there is nothing to compare what the policies say with');
  const { enforcer, caveats, departures = [] } = opened.enforced.firewalls;
  const { changes, withReasons } = enforcementDifferences(opened, call.options.group);
  const found = { enforcer, caveats, departures, differences: changes.map(withReasons) };
  await writeDocument(call, { table: () => differencesTable(found), json: () => differencesDocument(found), rows: () => found.differences.map(differenceRecord) });
  return EXIT.YES;
}
