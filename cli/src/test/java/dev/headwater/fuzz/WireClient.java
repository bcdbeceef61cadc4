package dev.headwater.fuzz;

import dev.headwater.fuzz.AnswerReader.MalformedAnswerException;
import dev.headwater.fuzz.Finding.Kind;
import dev.headwater.local.Endpoints;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests, one after the other, over one connection to each port for as long as it stays
 * open. A request whose answer did not come as it must is a finding.
 */
final class WireClient implements AutoCloseable {
  /** More than API Gateway and every function take. */
  private static final Duration ANSWER_TIME = Duration.ofSeconds(45);

  private final Endpoints endpoints;
  private final Findings findings;
  private final Map<Port, Line> lines = new EnumMap<>(Port.class);
  private final Map<Port, WireRequest> lasts = new EnumMap<>(Port.class);
  private boolean repeated;

  WireClient(Endpoints endpoints, Findings findings) {
    this.endpoints = endpoints;
    this.findings = findings;
  }

  private record Line(Socket socket, BufferedInputStream input) {}

  /** The connection went on with what belongs to no request: the fault is the last one's. */
  private static final class UnexpectedBytesException extends MalformedAnswerException {
    private static final long serialVersionUID = 1L;

    UnexpectedBytesException() {
      super("bytes after the answer");
    }
  }

  /** The answer; nothing when none came, which is a finding then. */
  Optional<Answer> send(WireRequest request, String where) {
    boolean reused = lines.containsKey(request.port());
    try {
      return Optional.of(exchange(request));
    } catch (UnexpectedBytesException e) {
      WireRequest last = lasts.getOrDefault(request.port(), request);
      found(
          Kind.DESYNC,
          Route.of(last) + ": bytes after its answer",
          last,
          "the request before " + where,
          e);
      hangUp(request.port());
      return send(request, where);
    } catch (MalformedAnswerException e) {
      found(Kind.DESYNC, "no answer of HTTP/1.1", request, where, e);
    } catch (SocketTimeoutException e) {
      found(Kind.HANG, "no answer in time", request, where, e);
    } catch (IOException e) {
      if (reused) {
        // A server may close a connection that waits for the next request.
        repeated = true;
        hangUp(request.port());
        return send(request, where);
      }
      found(Kind.NO_ANSWER, "closed without an answer", request, where, e);
    }
    hangUp(request.port());
    return Optional.empty();
  }

  /** Whether a request was sent again, so that it may have been carried out twice. */
  boolean hasRepeated() {
    return repeated;
  }

  private void found(Kind kind, String what, WireRequest request, String where, IOException e) {
    findings.add(
        new Finding(kind, request.port() + " " + what), where, request.bytes(), e.toString());
  }

  private Answer exchange(WireRequest request) throws IOException {
    Line line = line(request.port());
    if (line.input().available() > 0) {
      throw new UnexpectedBytesException();
    }
    lasts.put(request.port(), request);
    IOException cut = write(line, request);
    var reader = new AnswerReader(line.input());
    for (int interim = 0; interim < 10; interim++) {
      Answer answer =
          reader
              .next(request.isHead())
              .orElseThrow(() -> cut == null ? new EOFException("closed before the answer") : cut);
      if (!answer.isInterim()) {
        if (answer.isLast() || cut != null) {
          hangUp(request.port());
        }
        return answer;
      }
    }
    throw new MalformedAnswerException("interim answers without end");
  }

  /** What kept the request from being sent whole: a server may refuse it, and answer, before. */
  private static @Nullable IOException write(Line line, WireRequest request) {
    try {
      line.socket().getOutputStream().write(request.bytes().toArray());
      return null;
    } catch (IOException cut) {
      return cut;
    }
  }

  private Line line(Port port) throws IOException {
    Line open = lines.get(port);
    if (open != null) {
      return open;
    }
    InetSocketAddress address = port.address(endpoints);
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout((int) ANSWER_TIME.toMillis());
    socket.setTcpNoDelay(true);
    Line line = new Line(socket, new BufferedInputStream(socket.getInputStream()));
    lines.put(port, line);
    return line;
  }

  private void hangUp(Port port) {
    Line line = lines.remove(port);
    if (line != null) {
      try {
        line.socket().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    for (Port port : Port.values()) {
      hangUp(port);
    }
  }
}
