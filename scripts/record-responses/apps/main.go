// Programs in Go's own net/http: `app` an application, `check` one that compares SNI with Host as Traefik does, `proxy` a
// gateway made of httputil.ReverseProxy (https to the origin, the name of the address as SNI). Usage: KIND PORT CERT KEY ORIGIN.
package main

import (
	"crypto/tls"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
)

const wrong = "This host is not served here"

func app(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:] {
	case "status":
		http.Error(w, http.StatusText(421), 421)
	case "empty":
		w.WriteHeader(421)
	case "json":
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(421)
		w.Write([]byte("{\"error\":\"unknown host\"}\n"))
	default:
		w.WriteHeader(421)
		w.Write([]byte(wrong))
	}
}

func check(w http.ResponseWriter, r *http.Request) {
	host := strings.Split(r.Host, ":")[0]
	if r.TLS != nil && r.TLS.ServerName != host {
		http.Error(w, http.StatusText(421), 421)
		return
	}
	w.Write([]byte("hello\n"))
}

func main() {
	kind, address := os.Args[1], "127.0.0.1:"+os.Args[2]
	cert, key := os.Args[3], os.Args[4]
	switch kind {
	case "app":
		panic(http.ListenAndServe(address, http.HandlerFunc(app)))
	case "app-tls":
		panic(http.ListenAndServeTLS(address, cert, key, http.HandlerFunc(app)))
	case "check":
		panic(http.ListenAndServeTLS(address, cert, key, http.HandlerFunc(check)))
	case "proxy":
		origin, _ := url.Parse(os.Args[5])
		proxy := httputil.NewSingleHostReverseProxy(origin)
		proxy.Transport = &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
		panic(http.ListenAndServeTLS(address, cert, key, proxy))
	}
}
