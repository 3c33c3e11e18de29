/** A log in which a program marks the lines of its messages; recorded with the version named (scripts/record-explained.mjs). */
interface MarkedLog {
  /** The line of such a log that shows a response. */
  readonly sign: RegExp;
  /** One line of the log as the lines that it shows; undefined: it stays as it is. */
  readonly plain: (line: string) => readonly string[] | undefined;
}

/** The text in a literal of Ruby's or Go's, with its escapes resolved. */
const unescaped = (literal: string): string =>
  literal.replace(/\\(?:([rnt"'\\#])|.)/g, (whole, letter?: string) =>
    letter === 'n' ? '\n' : letter === 't' ? '\t' : letter === 'r' ? '' : (letter ?? whole),
  );

/** Ruby's String#inspect of what was sent or received, which may be several lines. */
function ofRuby(line: string): readonly string[] | undefined {
  const literal = /^(?:<-|->) "(.*)"$/.exec(line)?.[1];
  if (literal !== undefined) return unescaped(literal).replace(/\n$/, '').split('\n');
  return /^(?:reading \d{1,12} bytes\.\.\.|read \d{1,12} bytes|Conn (?:close|keep-alive)|<- )/.test(line)
    ? []
    : undefined;
}

const GO =
  /^(?:\S+ ){0,4}http2: (?:Transport encoding|decoded hpack field) header (?:field )?"([^"]{1,100})" = "(.*)"$/;
const GO_OTHER = /^(?:\S+ ){0,4}http2: /;

function ofGo(line: string): readonly string[] | undefined {
  const [, name, value = ''] = GO.exec(line) ?? [];
  if (name !== undefined) return [`${name}: ${unescaped(value)}`];
  return GO_OTHER.test(line) ? [] : undefined;
}

const MARKED: readonly MarkedLog[] = [
  {
    // lftp 4.9, `-d`: `<--*` is its own rendering of the body.
    sign: /^<--- HTTP\/\d/,
    plain: (line) => {
      const message = /^(?:<---|--->) ?(.*)$/.exec(line)?.[1];
      if (message !== undefined) return [message];
      return /^(?:<--\*|----) |^[\w-]{1,20}: Access failed: /.test(line) ? [] : undefined;
    },
  },
  {
    // wget2 1.99, `-d`
    sign: /^\[FRAME \d{1,10}\] < HEADERS$/,
    plain: (line) => {
      const field = /^\[FRAME \d{1,10}\] > (\S{1,100}: .*)$/.exec(line)?.[1];
      return field === undefined ? undefined : [field];
    },
  },
  // Ruby 3.1, Net::HTTP#set_debug_output
  { sign: /^-> "HTTP\/\d/, plain: ofRuby },
  // Go 1.19, GODEBUG=http2debug=2
  { sign: /http2: decoded hpack field header field ":status" = "\d{3}"/, plain: ofGo },
];

/** The lines of programs' own logs as the messages that they show; every other text as it is. */
export function asLogged(lines: readonly string[]): readonly string[] {
  if (lines.some((line) => OF_NGHTTP.test(line))) return ofNghttp(lines);
  const log = MARKED.find(({ sign }) => lines.some((line) => sign.test(line)));
  return log === undefined ? lines : lines.flatMap((line) => log.plain(line) ?? [line]);
}

/** nghttp 1.52, `-v`: the fields of a response come one a line, with the stream that they are of. */
const OF_NGHTTP = /^\[ {0,3}\d{1,4}\.\d{3}\] recv \(stream_id=(\d{1,10})\) (.*)$/;
const FRAME = /^\[ {0,3}\d{1,4}\.\d{3}\] (send|recv) (\w+) frame <.*\bstream_id=(\d{1,10})>$/;
const WITHIN_FRAME = /^ {10}(?:[;([]|$)/;

interface Stream {
  readonly request: string[];
  readonly response: string[];
  readonly body: string[];
}

/** One message after the other: streams run beside each other, and a body stands before the line of its frame. */
function ofNghttp(lines: readonly string[]): readonly string[] {
  const streams = new Map<string, Stream>();
  const of = (id: string): Stream => {
    const known = streams.get(id);
    if (known !== undefined) return known;
    const made: Stream = { request: [], response: [], body: [] };
    streams.set(id, made);
    return made;
  };
  const rest: string[] = [];
  let sending: Stream | undefined;
  let text: string[] | undefined;
  for (const line of lines) {
    const [, received, field = ''] = OF_NGHTTP.exec(line) ?? [];
    const [, direction, type, id = ''] = FRAME.exec(line) ?? [];
    if (received !== undefined) of(received).response.push(field);
    else if (direction !== undefined) {
      if (type === 'DATA' && direction === 'recv') of(id).body.push(...(text ?? []));
      sending = type === 'HEADERS' && direction === 'send' ? of(id) : undefined;
      text = [];
    } else if (sending !== undefined && line.startsWith('          ')) {
      if (!WITHIN_FRAME.test(line)) sending.request.push(line.trim());
    } else if (WITHIN_FRAME.test(line)) {
      // What a frame says of itself.
    } else (text ?? rest).push(line);
  }
  const messages = [...streams.values()].flatMap(({ request, response, body }) =>
    response.length === 0 ? [] : [...request, '', ...response, '', ...body, ''],
  );
  return [...rest, ...messages, ...(text ?? [])];
}
