// antd in Chinese, with our tokens and the page's nonce, around everything that is shown.

import { App as AntdApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { antdTheme } from './antd.ts';
import { cspNonce } from './nonce.ts';
import './theme.css';
import './common.css';

/**
 * Where dialogs and menus live: beside the root, not in the body itself. Over the body antd would lock scrolling with a <style> of its own
 * that carries no nonce, which the page's policy refuses; our body never scrolls.
 */
function overlays(): HTMLElement {
  const found = document.getElementById('overlays');
  if (found) return found;
  const made = document.createElement('div');
  made.id = 'overlays';
  document.body.append(made);
  return made;
}

export function ThemeRoot({ children }: { children: ReactNode }) {
  const nonce = cspNonce();
  return (
    <ConfigProvider
      locale={zhCN}
      theme={antdTheme}
      csp={nonce ? { nonce } : undefined}
      getPopupContainer={overlays}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <AntdApp component={false} message={{ top: 52 }}>
        {children}
      </AntdApp>
    </ConfigProvider>
  );
}
