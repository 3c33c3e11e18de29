import './drop-zone.css';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../../i18n/i18n.js';
import { Icon } from '../../../ui/icon.js';

/** A file may be dropped anywhere on the page; while one is held over it, the page says so. */
export function DropZone({ take }: { readonly take: (file: File) => void }): JSX.Element | null {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Entering a child comes before leaving its parent.
    let depth = 0;
    const show = (by: number): void => {
      depth = Math.max(0, depth + by);
      setOver(depth > 0);
    };
    const listen = (
      name: 'dragenter' | 'dragover' | 'dragleave' | 'drop',
      act: (event: DragEvent) => void,
    ) => {
      const heard = (event: DragEvent): void => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        act(event);
      };
      window.addEventListener(name, heard);
      return () => window.removeEventListener(name, heard);
    };
    const stops = [
      listen('dragenter', () => show(1)),
      listen('dragleave', () => show(-1)),
      // Without this the browser would open the file itself.
      listen('dragover', () => undefined),
      listen('drop', ({ dataTransfer }) => {
        show(-depth);
        const [file] = dataTransfer?.files ?? [];
        if (file) take(file);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [take]);
  if (!over) return null;
  return (
    <div class="drop">
      <p>
        <Icon name="envelope" />
        {t('log_drop')}
      </p>
    </div>
  );
}
