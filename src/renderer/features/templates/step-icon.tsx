/** The sign of a step's type. */
import {
  IconArrowsSplit,
  IconBell,
  IconCheckbox,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconFunction,
  IconGavel,
  IconListDetails,
  IconRefresh,
  IconRouteAltLeft,
  IconScale,
  IconSitemap,
  IconVariable,
} from '@tabler/icons-react';

const ICONS: { readonly [type: string]: typeof IconClock | undefined } = {
  task: IconFunction,
  rules: IconGavel,
  impact: IconScale,
  choice: IconRouteAltLeft,
  parallel: IconArrowsSplit,
  map: IconListDetails,
  loop: IconRefresh,
  wait: IconClock,
  signal: IconBell,
  approval: IconCheckbox,
  workflow: IconSitemap,
  set: IconVariable,
  fail: IconCircleX,
  succeed: IconCircleCheck,
};

export const StepIcon = ({ type }: { readonly type: string }) => {
  const Icon = ICONS[type] ?? IconVariable;
  return <Icon size={16} stroke={1.7} aria-hidden="true" />;
};
