"""One web application in the framework named, on a port of 127.0.0.1: python3 app.py FRAMEWORK PORT.

The last segment of the path chooses how it says 421. `flask`, `django`, `falcon`, `bottle` are WSGI applications (`wsgi`),
`fastapi` and `starlette` are ASGI ones, for the servers that take such.
"""
import os
import sys

WRONG = "This host is not served here"


def way(path):
    return path.split("?")[0].rsplit("/", 1)[-1]


def flask():
    from flask import Flask, abort, jsonify, request
    from werkzeug.exceptions import HTTPException

    class Misdirected(HTTPException):
        code = 421
        description = WRONG

    app = Flask(__name__)

    @app.route("/", defaults={"path": ""})
    @app.route("/<path:path>")
    def any_path(path):
        kind = way(path)
        if kind == "json":
            return jsonify(error="host not allowed"), 421
        if kind == "throw":
            raise Misdirected()
        if kind == "empty":
            return "", 421
        return WRONG, 421

    return app


def django():
    from django.conf import settings

    settings.configure(DEBUG=False, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="recorded")
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def django_view(request):
    from django.http import HttpResponse, JsonResponse

    if way(request.path) == "json":
        return JsonResponse({"detail": "Unknown host"}, status=421)
    return HttpResponse(WRONG, status=421)


urlpatterns = []


def django_asgi():
    from django.conf import settings

    settings.configure(DEBUG=False, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="recorded")
    from django.core.asgi import get_asgi_application

    return get_asgi_application()


def falcon():
    import falcon as f

    class Any:
        def on_get(self, request, response, path=""):
            if way(request.path) == "throw":
                raise f.HTTPError("421 Misdirected Request", title=WRONG)
            response.status = "421 Misdirected Request"
            response.text = WRONG

    app = f.App()
    app.add_sink(lambda request, response, **_: Any().on_get(request, response), "/")
    return app


def bottle():
    import bottle as b

    app = b.Bottle()

    @app.route("/<path:path>")
    def any_path(path):
        if way(path) == "throw":
            b.abort(421, WRONG)
        b.response.status = 421
        return WRONG if way(path) == "text" else {"error": "host not allowed"}

    return app


def starlette():
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException
    from starlette.responses import JSONResponse, PlainTextResponse, Response
    from starlette.routing import Route

    async def any_path(request):
        kind = way(request.url.path)
        if kind == "throw":
            raise HTTPException(421)
        if kind == "json":
            return JSONResponse({"code": "wrong_host"}, 421)
        if kind == "bare":
            return Response("Misdirected Request", 421)
        return PlainTextResponse(WRONG, 421)

    return Starlette(routes=[Route("/{path:path}", any_path)])


def fastapi():
    from fastapi import FastAPI, HTTPException

    app = FastAPI()

    @app.get("/{path:path}")
    def any_path(path: str):
        if way(path) == "detail":
            raise HTTPException(421, {"code": "WRONG_REGION"})
        raise HTTPException(421)

    return app


if os.environ.get("RECORD_APP"):
    application = globals()[os.environ["RECORD_APP"]]()
    if os.environ["RECORD_APP"].startswith("django"):
        from django.urls import re_path

        urlpatterns.append(re_path("", django_view))


def serve(framework, port):
    if framework == "werkzeug":
        flask().run("127.0.0.1", port)
    elif framework == "waitress":
        import waitress

        waitress.serve(falcon(), host="127.0.0.1", port=port)
    elif framework == "waitress-bottle":
        import waitress

        waitress.serve(bottle(), host="127.0.0.1", port=port)
    elif framework == "wsgiref":
        from wsgiref.simple_server import make_server

        make_server("127.0.0.1", port, bottle()).serve_forever()
    elif framework == "tornado":
        import tornado.ioloop
        import tornado.web

        class Any(tornado.web.RequestHandler):
            def get(self):
                if way(self.request.path) == "throw":
                    raise tornado.web.HTTPError(421, reason="Misdirected Request")
                self.set_status(421)
                self.write({"error": "WRONG_HOST"} if way(self.request.path) == "json" else WRONG)

        tornado.web.Application([("/.*", Any)]).listen(port, "127.0.0.1")
        tornado.ioloop.IOLoop.current().start()
    elif framework == "aiohttp":
        from aiohttp import web

        async def any_path(request):
            kind = way(request.path)
            if kind == "throw":
                raise web.HTTPMisdirectedRequest()
            if kind == "json":
                return web.json_response({"error": "host not allowed"}, status=421)
            return web.Response(status=421, text=WRONG)

        app = web.Application()
        app.router.add_route("*", "/{path:.*}", any_path)
        web.run_app(app, host="127.0.0.1", port=port, print=None)
    elif framework == "twisted":
        from twisted.internet import reactor
        from twisted.web import resource, server

        class Any(resource.Resource):
            isLeaf = True

            def render_GET(self, request):
                if way(request.path.decode()) == "page":
                    return resource.ErrorPage(421, "Misdirected Request", WRONG).render(request)
                request.setResponseCode(421)
                return WRONG.encode()

        reactor.listenTCP(port, server.Site(Any()), interface="127.0.0.1")
        reactor.run()
    elif framework == "cherrypy":
        import cherrypy

        class Root:
            @cherrypy.expose
            def default(self, *path, **_):
                if path[-1] == "throw":
                    raise cherrypy.HTTPError(421, WRONG)
                cherrypy.response.status = 421
                return WRONG

        cherrypy.config.update({"server.socket_host": "127.0.0.1", "server.socket_port": port,
                                "engine.autoreload.on": False,
                                "request.show_tracebacks": False})
        cherrypy.quickstart(Root())
    elif framework == "http-server":
        import http.server

        class Any(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if way(self.path) == "throw":
                    return self.send_error(421)
                self.send_response(421)
                self.send_header("Content-Type", "text/plain")
                self.end_headers()
                self.wfile.write(WRONG.encode())

        http.server.ThreadingHTTPServer(("127.0.0.1", port), Any).serve_forever()
    else:
        raise SystemExit(f"unknown: {framework}")


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
