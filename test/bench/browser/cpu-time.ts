import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts a process's time in hundredths of a second (proc(5), sysconf(_SC_CLK_TCK)). */
const TICK_MS = 10;

interface Process {
  readonly parent: number;
  /** User and system time so far, its own and that of children that have ended; in ms. */
  readonly time: number;
}

function processOf(pid: string): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything, so fields are counted from its end: state is the third.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
    return { parent: Number(fields[1]), time: ticks * TICK_MS };
  } catch {
    return undefined;
  }
}

/**
 * Processor time that a process and all its descendants have used, in ms: unlike the time on the clock it says little
 * of what else the machine was doing. Undefined where the system has no /proc.
 */
export function cpuTime(root: number): number | undefined {
  const all = new Map<number, Process>();
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return undefined;
  }
  for (const name of names) {
    const found = /^\d+$/.test(name) ? processOf(name) : undefined;
    if (found) all.set(Number(name), found);
  }
  if (!all.has(root)) return undefined;
  const isBelow = (pid: number): boolean => {
    for (let at = pid; at > 1; at = all.get(at)?.parent ?? 0) if (at === root) return true;
    return false;
  };
  return [...all].reduce((sum, [pid, { time }]) => (isBelow(pid) ? sum + time : sum), 0);
}
