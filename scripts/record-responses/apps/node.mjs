/**
 * One web application in the framework named, on a port of 127.0.0.1: `node node.mjs FRAMEWORK PORT`. The last segment of
 * the path chooses how it answers 421. Nothing but the framework's own means are used: what it writes is its own.
 */
import http from 'node:http';

const [, , framework, port] = process.argv;
const way = (url) => url.split('?')[0].split('/').at(-1);
const WRONG = 'This host is not served here';
const listen = (server) => server.listen(Number(port), '127.0.0.1');

async function express({ helmet = false, hidden = false } = {}) {
  const { default: make } = await import('express');
  const app = make();
  if (hidden) app.disable('x-powered-by');
  if (helmet) app.use((await import('helmet')).default());
  app.use((request, response) => {
    switch (way(request.url)) {
      case 'status':
        return response.sendStatus(421);
      case 'json':
        return response.status(421).json({ error: 'WRONG_HOST', message: WRONG });
      case 'text':
        return response.status(421).type('text').send(WRONG);
      case 'html':
        return response.status(421).send(`<h1>${WRONG}</h1>`);
      case 'empty':
        return response.status(421).end();
      default: {
        throw Object.assign(new Error('Misdirected Request'), { status: 421, expose: true });
      }
    }
  });
  listen(app);
}

const APPS = {
  express: () => express(),
  'express-helmet': () => express({ helmet: true }),
  'express-hidden': () => express({ hidden: true }),

  async apollo() {
    const { ApolloServer } = await import('@apollo/server');
    const { ApolloServerPluginLandingPageDisabled } = await import('@apollo/server/plugin/disabled');
    const { expressMiddleware } = await import('@as-integrations/express5');
    const { GraphQLError } = await import('graphql');
    const { default: make } = await import('express');
    const server = new ApolloServer({
      typeDefs: 'type Query { host: String }',
      resolvers: { Query: { host: () => 'x' } },
      csrfPrevention: false,
      plugins: [ApolloServerPluginLandingPageDisabled()],
    });
    await server.start();
    const context = async () => {
      throw new GraphQLError(WRONG, { extensions: { code: 'WRONG_HOST', http: { status: 421 } } });
    };
    listen(make().use(make.json(), expressMiddleware(server, { context })));
  },

  async koa() {
    const { default: Koa } = await import('koa');
    const app = new Koa();
    app.silent = true;
    app.use((context) => {
      switch (way(context.url)) {
        case 'json':
          context.status = 421;
          context.body = { error: 'invalid_host' };
          break;
        case 'text':
          context.status = 421;
          context.body = WRONG;
          break;
        case 'status':
          context.status = 421;
          break;
        default:
          context.throw(421);
      }
    });
    listen(app);
  },

  async fastify() {
    const { default: make } = await import('fastify');
    const app = make();
    app.all('*', (request, reply) => {
      switch (way(request.url)) {
        case 'throw':
          throw Object.assign(new Error(WRONG), { statusCode: 421 });
        case 'text':
          return reply.code(421).send(WRONG);
        case 'json':
          return reply.code(421).send({ error: 'host not allowed' });
        default:
          return reply.code(421).send();
      }
    });
    await app.listen({ port: Number(port), host: '127.0.0.1' });
  },

  async hapi() {
    const Hapi = await import('@hapi/hapi');
    const Boom = await import('@hapi/boom');
    const server = Hapi.server({ port: Number(port), host: '127.0.0.1' });
    server.route({
      method: '*',
      path: '/{any*}',
      handler(request, h) {
        if (way(request.path) === 'throw') throw new Boom.Boom(WRONG, { statusCode: 421 });
        return h.response(WRONG).code(421);
      },
    });
    await server.start();
  },

  async hono() {
    const { Hono } = await import('hono');
    const { HTTPException } = await import('hono/http-exception');
    const { serve } = await import('@hono/node-server');
    const app = new Hono();
    app.all('*', (context) => {
      switch (way(context.req.path)) {
        case 'throw':
          throw new HTTPException(421, { message: WRONG });
        case 'json':
          return context.json({ error: 'Unknown host' }, 421);
        case 'status':
          return context.text('Misdirected Request', 421);
        default:
          return context.text(WRONG, 421);
      }
    });
    serve({ fetch: app.fetch, port: Number(port), hostname: '127.0.0.1' });
  },

  async h3() {
    const { H3, HTTPError, serve } = await import('h3');
    const app = new H3();
    app.all('/**', (event) => {
      if (way(event.url.pathname) === 'throw') throw new HTTPError({ status: 421, message: WRONG });
      event.res.status = 421;
      return way(event.url.pathname) === 'json' ? { error: 'unknown host' } : WRONG;
    });
    serve(app, { port: Number(port), hostname: '127.0.0.1', silent: true });
  },

  async nest(adapter) {
    await import('reflect-metadata');
    const { Controller, All, Module, Req, HttpException, HttpCode } = await import('@nestjs/common');
    const { NestFactory } = await import('@nestjs/core');
    class Hosts {
      any() {
        throw new HttpException(WRONG, 421);
      }
      exception() {
        throw new HttpException({ code: 'WRONG_HOST' }, 421);
      }
      value() {
        return WRONG;
      }
    }
    const decorate = (name, ...decorators) => {
      for (const decorator of decorators)
        decorator(Hosts.prototype, name, Object.getOwnPropertyDescriptor(Hosts.prototype, name));
    };
    decorate('any', All('/o/:app/throw'));
    decorate('exception', All('/o/:app/json'));
    decorate('value', All('/o/:app/text'), HttpCode(421));
    Req()(Hosts.prototype, 'any', 0);
    Controller()(Hosts);
    class App {}
    Module({ controllers: [Hosts] })(App);
    const app = await NestFactory.create(App, adapter, { logger: false });
    await app.listen(Number(port), '127.0.0.1');
  },
  'nest-express': async () => {
    const { ExpressAdapter } = await import('@nestjs/platform-express');
    await APPS.nest(new ExpressAdapter());
  },
  'nest-fastify': async () => {
    const { FastifyAdapter } = await import('@nestjs/platform-fastify');
    await APPS.nest(new FastifyAdapter());
  },

  async connect() {
    const { default: connect } = await import('connect');
    const app = connect();
    app.use((request, response) => {
      if (way(request.url) === 'throw') throw Object.assign(new Error(WRONG), { status: 421 });
      response.statusCode = 421;
      response.end(WRONG);
    });
    listen(http.createServer(app));
  },

  async restify() {
    const restify = (await import('restify')).default;
    const { makeConstructor } = (await import('restify-errors')).default;
    const Misdirected = makeConstructor('MisdirectedError', { statusCode: 421 });
    const server = restify.createServer();
    server.get('/*', (request, response, next) => {
      switch (way(request.url)) {
        case 'throw':
          return next(new Misdirected(WRONG));
        case 'text':
          response.send(421, WRONG);
          return next();
        default:
          response.send(421);
          return next();
      }
    });
    listen(server);
  },

  async polka() {
    const { default: polka } = await import('polka');
    const app = polka();
    app.use((request, response, next) => {
      if (way(request.url) === 'throw') return next(Object.assign(new Error(WRONG), { code: 421 }));
      response.statusCode = 421;
      response.end(WRONG);
    });
    app.listen(Number(port), '127.0.0.1');
  },

  async micro() {
    const micro = await import('micro');
    const { serve, createError } = micro.serve ? micro : micro.default;
    listen(
      http.createServer(
        serve(() => {
          throw createError(421, WRONG);
        }),
      ),
    );
  },

  async tinyhttp() {
    const { App } = await import('@tinyhttp/app');
    const app = new App();
    app.use((request, response) => {
      if (way(request.url) === 'status') return response.sendStatus(421);
      if (way(request.url) === 'json') return response.status(421).json({ error: 'host not allowed' });
      throw Object.assign(new Error(WRONG), { code: 421 });
    });
    app.listen(Number(port), undefined, '127.0.0.1');
  },

  async node() {
    listen(
      http.createServer((request, response) => {
        switch (way(request.url)) {
          case 'text':
            response.writeHead(421, { 'Content-Type': 'text/plain' });
            return response.end(WRONG);
          case 'phrase':
            response.writeHead(421, 'Wrong Shard', { 'Content-Type': 'text/html' });
            return response.end(`<p>${WRONG}</p>`);
          case 'problem':
            response.writeHead(421, { 'Content-Type': 'application/problem+json' });
            return response.end(JSON.stringify({ title: 'Wrong shard', status: 421 }));
          case 'xml':
            response.writeHead(421, { 'Content-Type': 'application/xml' });
            return response.end('<?xml version="1.0"?><Error><Code>WrongRegion</Code></Error>');
          default:
            response.writeHead(421);
            return response.end();
        }
      }),
    );
  },
};

await APPS[framework]();
