import './banner.css';
import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from './icon.js';

export interface BannerProps {
  readonly icon: IconName;
  readonly children: ComponentChildren;
}

/** Something that concerns the whole page, above what the page shows. */
export const Banner = ({ icon, children }: BannerProps): JSX.Element => (
  <div class="banner">
    <Icon name={icon} />
    <div class="banner-body">{children}</div>
  </div>
);
