/**
 * One web application in the framework named, without a single route, on a port of 127.0.0.1: `node nothing.mjs FRAMEWORK
 * PORT`. What it answers is the framework's own "not found".
 */
import http from 'node:http';

const [, , framework, port] = process.argv;
const listen = (server) => server.listen(Number(port), '127.0.0.1');
const nest = async (adapter) => {
  await import('reflect-metadata');
  const { NestFactory } = await import('@nestjs/core');
  class Nothing {}
  const { Module } = await import('@nestjs/common');
  Module({})(Nothing);
  const app = await NestFactory.create(Nothing, ...(adapter ? [adapter] : [{ logger: false }]));
  await app.listen(Number(port), '127.0.0.1');
};

const APPS = {
  express: async () => listen((await import('express')).default()),
  async helmet() {
    const app = (await import('express')).default();
    app.use((await import('helmet')).default());
    listen(app);
  },
  koa: async () => listen(new (await import('koa')).default()),
  fastify: async () => (await import('fastify')).default().listen({ port: Number(port), host: '127.0.0.1' }),
  hapi: async () => (await import('@hapi/hapi')).server({ port: Number(port), host: '127.0.0.1' }).start(),
  async hono() {
    const { serve } = await import('@hono/node-server');
    const { Hono } = await import('hono');
    serve({ fetch: new Hono().fetch, port: Number(port), hostname: '127.0.0.1' });
  },
  async h3() {
    const { H3, serve } = await import('h3');
    serve(new H3(), { port: Number(port), hostname: '127.0.0.1' });
  },
  'nest-express': () => nest(),
  connect: async () => listen(http.createServer((await import('connect')).default())),
  restify: async () => listen((await import('restify')).default.createServer()),
  polka: async () => listen((await import('polka')).default()),
  tinyhttp: async () => listen(new (await import('@tinyhttp/app')).App()),
  async micro() {
    const { serve, createError } = await import('micro');
    listen(
      http.createServer(
        serve(() => {
          throw createError(404, 'Not Found');
        }),
      ),
    );
  },
};

await APPS[framework]();
