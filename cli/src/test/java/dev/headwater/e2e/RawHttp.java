package dev.headwater.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Requests as no client library sends them. */
record RawHttp(URI server) {
  private static final int TIMEOUT_MILLIS = 10_000;

  /**
   * Malformed requests that all quote something.
   *
   * @param start the request line, and headers without which the server looks at no body
   */
  static Map<String, String> malformed(String start, String quoted) {
    String chunked = start + "Transfer-Encoding: chunked\r\n\r\n";
    return Map.ofEntries(
        Map.entry("no chunk size", chunked + "{\"email\": \"" + quoted + "\"}\r\n0\r\n\r\n"),
        Map.entry("a negative chunk size", chunked + "-5\r\n" + quoted + "\r\n0\r\n\r\n"),
        Map.entry("a huge chunk", chunked + "ffffffffffff\r\n" + quoted + "\r\n"),
        Map.entry("a short chunk", chunked + "3\r\n{\"" + quoted + "\r\n0\r\n\r\n"),
        Map.entry("no end", chunked + "2\r\n{}\r\n0\r\n" + quoted + "\r\n\r\n"),
        Map.entry("no length", start + "Content-Length: " + quoted + "\r\n\r\n{}"),
        Map.entry(
            "two lengths", start + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}" + quoted),
        Map.entry("no JSON", body(start, "{\"" + quoted)),
        Map.entry("a bare word", body(start, "{\"x\": " + quoted + "}")),
        Map.entry("no gzip", body(start + "Content-Encoding: gzip\r\n", quoted)),
        Map.entry("a bad header", start + "X " + quoted + "{}\r\n\r\n"),
        Map.entry("a bad method", quoted + " / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Map.entry("a bad path", "GET /%zz" + quoted + " HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Map.entry(
            "a bad query", "GET /?email=" + quoted + "%zz|{} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  }

  /** Requests whose sender goes away in the midst of them. */
  static List<String> brokenOff(String start, String quoted) {
    return List.of(
        start + "Content-Length: 5000\r\n\r\n{\"email\": \"" + quoted,
        start + "Transfer-Encoding: chunked\r\n\r\nff\r\n{\"email\": \"" + quoted,
        start + "X-By: " + quoted);
  }

  private static String body(String start, String body) {
    return start + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  /** The whole answer; nothing when the server only ends the connection. */
  String send(String request) {
    try (Socket socket = open(request)) {
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException ended) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void breakOff(String request) {
    try {
      open(request).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Socket open(String request) throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return socket;
  }
}
