/**
 * For a host that has python3 and no curl. The request comes as JSON on stdin, its fields those of `HttpRequest`; the
 * folder for `body`, `headers` and `meta` is the one argument. Exits with curl's numbers for the same mishaps.
 */
export const PYTHON_CLIENT = `
import base64, gzip, http.client, json, socket, ssl, sys, time, urllib.error, urllib.parse
import urllib.request as lib
ask, folder, begun = json.load(sys.stdin), sys.argv[1], time.monotonic()

class Redirect(lib.HTTPRedirectHandler):
    count = 0
    def redirect_request(self, req, fp, code, msg, headers, url):
        if not ask['followRedirects']:
            return None
        Redirect.count += 1
        method, keep = req.get_method(), code in (307, 308)
        if not keep and (code == 303 or code == 302 or method == 'POST'):
            method = method if method == 'HEAD' else 'GET'
        gone = () if keep else ('content-length', 'content-type')
        same = urllib.parse.urlsplit(url).netloc == urllib.parse.urlsplit(req.full_url).netloc
        head = {k: v for k, v in req.headers.items() if k.lower() not in gone and (same or k.lower() != 'authorization')}
        return lib.Request(url.replace(' ', '%20'), data=req.data if keep else None, headers=head, method=method)
    http_error_308 = lib.HTTPRedirectHandler.http_error_302

class Unix(lib.HTTPHandler):
    def http_open(self, req):
        class Line(http.client.HTTPConnection):
            def connect(self):
                self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                self.sock.settimeout(ask['timeout'])
                self.sock.connect(ask['unixSocket'])
        return self.do_open(Line, req)

def opener():
    context = ssl.create_default_context(cafile=ask.get('caPath'))
    if not ask['validateCerts']:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if ask.get('ciphers'):
        context.set_ciphers(':'.join(ask['ciphers']))
    if ask.get('clientCert'):
        context.load_cert_chain(ask['clientCert'], ask.get('clientKey'))
    parts = [Redirect(), lib.HTTPSHandler(context=context)]
    if ask.get('unixSocket'):
        parts.append(Unix())
    if not ask['useProxy']:
        parts.append(lib.ProxyHandler({}))
    if ask.get('user') is not None:
        known = lib.HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, ask['url'], ask['user'], ask.get('password') or '')
        parts += [lib.HTTPBasicAuthHandler(known), lib.HTTPDigestAuthHandler(known)]
    return lib.build_opener(*parts)

def request():
    at = urllib.parse.urlsplit(ask['url'])
    if at.username is not None and ask.get('user') is None:
        ask['user'], ask['password'] = urllib.parse.unquote(at.username), urllib.parse.unquote(at.password or '')
        ask['url'] = urllib.parse.urlunsplit(at._replace(netloc=at.netloc.rpartition('@')[2]))
    data = open(folder + '/sent', 'rb').read() if ask['hasBody'] else None
    made = lib.Request(ask['url'], data=data, method=ask['method'], headers={'User-Agent': ask['agent']})
    for name, value in ask['headers']:
        add = made.add_unredirected_header if name.lower() in ask['unredirected'] else made.add_header
        add(name, value)
    if ask.get('user') is not None and ask['forceBasicAuth']:
        pair = ask['user'] + ':' + (ask.get('password') or '')
        made.add_header('Authorization', 'Basic ' + base64.b64encode(pair.encode()).decode())
    return made

def fail(code, why):
    print(why, file=sys.stderr)
    sys.exit(code)

try:
    made = request()
    try:
        answer = opener().open(made, timeout=ask['timeout'])
    except urllib.error.HTTPError as refused:
        answer = refused
    with open(folder + '/headers', 'w') as out:
        out.write('HTTP/1.1 %s %s\\n' % (answer.getcode() or 0, getattr(answer, 'reason', '') or ''))
        for name, value in answer.headers.items():
            out.write('%s: %s\\n' % (name, value))
    packed = ask['decompress'] and answer.headers.get('Content-Encoding') == 'gzip'
    source = gzip.GzipFile(fileobj=answer) if packed else answer
    with open(folder + '/body', 'wb') as out:
        while True:
            part = source.read(65536)
            if not part:
                break
            out.write(part)
    with open(folder + '/meta', 'w') as out:
        out.write('%s %s %s %s' % (answer.getcode() or 0, Redirect.count, time.monotonic() - begun, answer.geturl()))
except (socket.timeout, TimeoutError):
    fail(28, 'timed out')
except urllib.error.URLError as error:
    why = error.reason
    code = 28 if isinstance(why, socket.timeout) else 6 if isinstance(why, socket.gaierror) else 7 if isinstance(why, OSError) else 1
    fail(60 if isinstance(why, ssl.SSLError) else code, why)
except Exception as error:
    fail(56, error)
`
