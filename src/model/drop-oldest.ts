/** Takes out what was put in first, until no more than `limit` are left. */
export function dropOldest<Key>(
  kept: Pick<Map<Key, unknown> | Set<Key>, 'size' | 'keys' | 'delete'>,
  limit: number,
): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= limit) return;
    kept.delete(oldest);
  }
}
