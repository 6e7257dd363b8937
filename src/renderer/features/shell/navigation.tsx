/** The sections of a workspace, each with how much is in it. */

import { VisuallyHidden } from '@mantine/core';
import {
  IconCheckbox,
  IconFileSearch,
  IconFileText,
  IconHistory,
  IconScale,
  IconShieldCheck,
  IconSignature,
  IconUserCog,
  IconUsers,
} from '@tabler/icons-react';
import type { WorkspaceInfo } from '../../../engine/contract.ts';
import { wholeNumber } from '../../components/format/whole-number.ts';
import { counted, t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import { type Section, sectionOf } from '../../state/place.ts';
import { useQuery } from '../../state/use-query.ts';
import classes from './navigation.module.css';

const ITEMS: readonly {
  readonly section: Section;
  readonly Icon: typeof IconUsers;
  readonly count?: (workspace: WorkspaceInfo) => number;
}[] = [
  { section: 'populations', Icon: IconUsers, count: (workspace) => workspace.populations },
  { section: 'policies', Icon: IconFileText, count: (workspace) => workspace.policies },
  { section: 'impacts', Icon: IconScale },
  { section: 'runs', Icon: IconHistory, count: (workspace) => workspace.runs },
  { section: 'approvals', Icon: IconCheckbox },
  { section: 'audit', Icon: IconShieldCheck, count: (workspace) => workspace.auditEntries },
  { section: 'members', Icon: IconUserCog },
  { section: 'verifier', Icon: IconFileSearch },
  { section: 'signers', Icon: IconSignature },
];

/** How many decisions wait for this person; who may decide none of them sees no number. */
const Waiting = () => {
  const approvals = useQuery('approval.list', {});
  const count = approvals.value?.filter(({ mayDecide }) => mayDecide.allowed).length ?? 0;
  if (count === 0) return null;
  return (
    <span className={classes.waiting}>
      <span aria-hidden="true">{wholeNumber(count)}</span>
      <VisuallyHidden>{counted('nav.waiting', count)}</VisuallyHidden>
    </span>
  );
};

export const Navigation = ({ workspace }: { readonly workspace: WorkspaceInfo }) => {
  const place = useNavigation((state) => state.place);
  const go = useNavigation((state) => state.go);
  return (
    <nav aria-label={t('shell.navigation')} className={classes.nav}>
      <ul className={classes.list}>
        {ITEMS.map(({ section, Icon, count }) => (
          <li key={section}>
            <button
              type="button"
              className={classes.item}
              aria-current={sectionOf(place) === section ? 'page' : undefined}
              onClick={() => go({ screen: section })}
            >
              <Icon size={17} stroke={1.6} aria-hidden="true" />
              <span className={classes.label}>{t(`nav.${section}`)}</span>
              {section === 'approvals' && <Waiting />}
              {count !== undefined && (
                <span className={classes.count} aria-hidden="true">
                  {wholeNumber(count(workspace))}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
};
