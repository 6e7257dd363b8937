/** Light, dark, or as the system has it. The shell is told, so that the window's own parts follow. */
import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { shell } from '../../api.ts';
import { t } from '../../copy/t.ts';

const CHOICES = [
  { scheme: 'light', theme: 'light', Icon: IconSun },
  { scheme: 'dark', theme: 'dark', Icon: IconMoon },
  { scheme: 'auto', theme: 'system', Icon: IconDeviceDesktop },
] as const satisfies readonly { scheme: MantineColorScheme; theme: string; Icon: unknown }[];

export const ThemeSwitch = () => {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const current = CHOICES.find((choice) => choice.scheme === colorScheme) ?? CHOICES[2];
  return (
    <Menu position="top-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('theme.label', { theme: t(`theme.${current.theme}`) })}>
          <current.Icon size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('theme.menu')}>
        {CHOICES.map(({ scheme, theme, Icon }) => (
          <Menu.Item
            key={scheme}
            leftSection={<Icon size={16} aria-hidden="true" />}
            rightSection={scheme === colorScheme ? <IconCheck size={14} aria-label={t('theme.chosen')} /> : null}
            onClick={() => {
              setColorScheme(scheme);
              void shell('setTheme', { theme });
            }}
          >
            {t(`theme.${theme}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
