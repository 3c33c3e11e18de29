import { execFileSync } from 'node:child_process';
import { GATEWAYS } from './gateways.mjs';
import { ORIGINS } from './origins.mjs';
import { SECURE } from './secure.mjs';
import { SMALL } from './small.mjs';

/** Starts what the rows need. Gives the port for a row's `to`. What does not start is reported, the others go on. */
export async function startPrograms(work, files, rows, onFailure) {
  const wants = (key, id) => rows.some(({ to }) => to[key] === id);
  const behind = (id) => rows.some(({ programs }) => programs.includes(id));
  const gateways = GATEWAYS.filter(({ id }) => wants('gateway', id));
  const small = SMALL.filter(({ id }) => wants('gateway', id));
  // A gateway's configuration names every server behind it, whether it runs or not.
  const routes = await Promise.all(
    ORIGINS.map(async ({ id }) => ({ id, port: await work.port(`origin ${id}`) })),
  );
  const secure = await Promise.all(
    SECURE.map(async ({ id }) => ({ id, port: await work.port(`secure ${id}`) })),
  );
  const php = await work.port('php-fpm');
  const attempt = async (name, start) => {
    try {
      await start();
    } catch (error) {
      onFailure(name, error);
    }
  };

  execFileSync('go', ['build', '-o', 'go-program', 'apps/main.go'], {
    cwd: work.folder,
    env: { ...process.env, GOCACHE: work.at('go-cache'), GO111MODULE: 'off' },
    stdio: 'inherit',
  });
  const origins = ORIGINS.filter(({ id }) => behind(id) || id === 'express');
  for (const origin of origins) {
    const port = await work.port(`origin ${origin.id}`);
    await attempt(origin.id, () => {
      origin.prepare?.(work, port);
      return work.start(origin.id, origin.command({ port, files }), { port, env: origin.env ?? {} });
    });
  }
  if (behind('php-fpm')) {
    const file = work.write(
      'php-fpm.conf',
      `[global]\nerror_log = /dev/stderr\n[www]\nuser = nobody\ngroup = nogroup\nlisten = 127.0.0.1:${php}\npm = static\npm.max_children = 2\n`,
    );
    await attempt('php-fpm', () => work.start('php-fpm', ['php-fpm8.2', '-F', '-y', file], { port: php }));
  }
  for (const server of SECURE.filter(({ id }) => behind(id))) {
    const port = await work.port(`secure ${server.id}`);
    await attempt(server.id, () => server.start(work, { port, files }));
  }
  for (const gateway of gateways) {
    const port = await work.port(`gateway ${gateway.id}`);
    const plain = await work.port(`plain gateway ${gateway.id}`);
    await attempt(gateway.id, () => gateway.start(work, { port, plain, files, routes, secure, php }));
  }
  for (const { id, command, env } of small) {
    for (const server of secure) {
      if (!rows.some(({ programs, to }) => to.gateway === id && programs.includes(server.id))) continue;
      const port = await work.port(`small ${id} ${server.id}`);
      await attempt(id, () =>
        work.start(`${id}-${server.id}`, command({ port, files, origin: server.port }), {
          port,
          env: env?.({ origin: server.port }) ?? {},
        }),
      );
    }
  }
  const balanced = ORIGINS.filter(({ id }) => wants('balanced', id));
  if (balanced.length > 0) await attempt('balancer', () => startBalancer(work, files, balanced));

  const ports = new Map();
  for (const { id } of ORIGINS) {
    ports.set(`origin ${id}`, await work.port(`origin ${id}`));
    ports.set(`balanced ${id}`, await work.port(`balanced ${id}`));
  }
  for (const { id } of GATEWAYS) {
    ports.set(`gateway ${id}`, await work.port(`gateway ${id}`));
    ports.set(`plain ${id}`, await work.port(`plain gateway ${id}`));
  }
  for (const { id } of small)
    for (const server of secure)
      ports.set(`small ${id} ${server.id}`, await work.port(`small ${id} ${server.id}`));
  return ({ origin, balanced: behindBalancer, gateway }, plain, server) => {
    if (origin !== undefined) return ports.get(`origin ${origin}`);
    if (behindBalancer !== undefined) return ports.get(`balanced ${behindBalancer}`);
    return (
      ports.get(plain ? `plain ${gateway}` : `gateway ${gateway}`) ?? ports.get(`small ${gateway} ${server}`)
    );
  };
}

/** HAProxy in TCP mode: it ends TLS and passes the bytes on, so nothing of it shows. */
async function startBalancer(work, files, origins) {
  const sections = await Promise.all(
    origins.map(
      async ({ id }) =>
        `listen ${id}\n  bind 127.0.0.1:${await work.port(`balanced ${id}`)} ssl crt ${files.shop.both} alpn http/1.1\n  server one 127.0.0.1:${await work.port(`origin ${id}`)}`,
    ),
  );
  const file = work.write(
    'balancer/haproxy.cfg',
    `defaults\n  mode tcp\n  timeout connect 5s\n  timeout client 20s\n  timeout server 20s\n${sections.join('\n')}\n`,
  );
  await work.start('balancer', ['haproxy', '-db', '-f', file], {
    port: await work.port(`balanced ${origins[0].id}`),
  });
}
