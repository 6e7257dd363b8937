/** Why, step by step: decisions and what they rest on, as a tree. Arrow keys move and open, Space opens and closes. */
import { Tree, type TreeNodeData, useTree } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { ExplanationNode } from '../../../engine/model/index.ts';
import { exactText } from '../../components/format/exact-text.ts';
import { formatDate } from '../../components/format/moment.ts';
import { t } from '../../copy/t.ts';
import classes from './explanation-tree.module.css';

/** Opened at first: the decisions and what they directly rest on; and what failed, down to the comparison with its margin. */
const LEVELS_OPEN = 2;
const isOpenAtFirst = ({ value }: ExplanationNode, level: number): boolean => level <= LEVELS_OPEN || value === 'false';

const Step = ({ node }: { readonly node: ExplanationNode }) => {
  const { kind, name, label, value, since, source, logic, sentence } = node;
  const origin = [since === undefined ? undefined : t('explanation.since', { date: formatDate(since) }), source].filter(
    (part) => part !== undefined,
  );
  return (
    <div className={classes.step}>
      <div className={classes.line}>
        <span className={classes.kind}>{t(`explanation.kind.${kind}`)}</span>
        <span className={classes.name} title={name}>
          {sentence ?? label ?? name}
        </span>
        {kind !== 'comparison' && value !== '' && (
          <span className={classes.value} title={value}>
            {exactText(value)}
          </span>
        )}
      </div>
      {label !== undefined && <code className={classes.detail}>{name}</code>}
      {sentence !== undefined && <code className={classes.detail}>{t('explanation.comparison', { name, value })}</code>}
      {logic !== undefined && <code className={classes.detail}>{logic}</code>}
      {origin.length > 0 && <div className={classes.detail}>{origin.join(' · ')}</div>}
    </div>
  );
};

type Branch = { readonly data: TreeNodeData[]; readonly open: Readonly<Record<string, boolean>> };

/** Nodes are known by their path, "0.2.1". */
const branchOf = (nodes: readonly ExplanationNode[], path: string, level: number): Branch => {
  const parts = nodes.map((node, index) => {
    const value = path === '' ? String(index) : `${path}.${index}`;
    const below = branchOf(node.children, value, level + 1);
    const data: TreeNodeData = { value, label: <Step node={node} />, ...(below.data.length === 0 ? {} : { children: below.data }) };
    return { data, open: { [value]: isOpenAtFirst(node, level), ...below.open } };
  });
  return { data: parts.map(({ data }) => data), open: Object.assign({}, ...parts.map(({ open }) => open)) };
};

export const ExplanationTree = ({ label, nodes }: { readonly label: string; readonly nodes: readonly ExplanationNode[] }) => {
  const { data, open } = useMemo(() => branchOf(nodes, '', 1), [nodes]);
  const tree = useTree({ initialExpandedState: open });
  return (
    <div className={classes.frame}>
      <Tree
        aria-label={label}
        data={data}
        tree={tree}
        levelOffset={16}
        renderNode={({ node, expanded, hasChildren, elementProps }) => (
          <div {...elementProps} className={`${elementProps.className} ${classes.row}`}>
            <IconChevronRight
              size={14}
              aria-hidden="true"
              className={expanded ? `${classes.chevron} ${classes.open}` : classes.chevron}
              visibility={hasChildren ? 'visible' : 'hidden'}
            />
            {node.label}
          </div>
        )}
      />
    </div>
  );
};
