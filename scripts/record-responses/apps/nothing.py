"""One web application in the framework named, without a single route: python3 nothing.py FRAMEWORK PORT."""

import sys

framework, port = sys.argv[1], int(sys.argv[2])
HOST = "127.0.0.1"


def wsgi(application):
    from wsgiref.simple_server import make_server

    make_server(HOST, port, application).serve_forever()


if framework == "flask":
    from flask import Flask

    Flask(__name__).run(HOST, port)
elif framework == "bottle":
    import bottle

    bottle.run(bottle.Bottle(), host=HOST, port=port)
elif framework == "falcon":
    import falcon

    wsgi(falcon.App())
elif framework == "fastapi":
    import uvicorn
    from fastapi import FastAPI

    uvicorn.run(FastAPI(), host=HOST, port=port)
elif framework == "starlette":
    import uvicorn
    from starlette.applications import Starlette

    uvicorn.run(Starlette(), host=HOST, port=port)
elif framework == "django":
    from django.conf import settings

    settings.configure(DEBUG=False, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="x")
    urlpatterns = []
    from django.core.wsgi import get_wsgi_application

    wsgi(get_wsgi_application())
elif framework == "django-host":
    from django.conf import settings

    settings.configure(DEBUG=False, ALLOWED_HOSTS=["other.example"], ROOT_URLCONF=__name__, SECRET_KEY="x")
    urlpatterns = []
    from django.core.wsgi import get_wsgi_application

    wsgi(get_wsgi_application())
elif framework == "aiohttp":
    from aiohttp import web

    web.run_app(web.Application(), host=HOST, port=port)
elif framework == "tornado":
    import asyncio

    import tornado.web

    async def main():
        tornado.web.Application([]).listen(port, HOST)
        await asyncio.Event().wait()

    asyncio.run(main())
elif framework == "cherrypy":
    import cherrypy

    class Nothing:
        pass

    cherrypy.config.update({"server.socket_host": HOST, "server.socket_port": port})
    cherrypy.quickstart(Nothing())
elif framework == "twisted":
    from twisted.internet import reactor
    from twisted.web import resource, server

    reactor.listenTCP(port, server.Site(resource.Resource()), interface=HOST)
    reactor.run()
elif framework == "http.server":
    import http.server

    http.server.HTTPServer((HOST, port), http.server.SimpleHTTPRequestHandler).serve_forever()
