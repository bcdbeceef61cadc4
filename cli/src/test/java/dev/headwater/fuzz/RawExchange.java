package dev.headwater.fuzz;

import dev.headwater.fuzz.AnswerReader.MalformedAnswerException;
import dev.headwater.fuzz.RawForm.Step;
import dev.headwater.fuzz.Transcript.End;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Plays a form over a connection of its own. The client reads while it writes; it stops to write
 * when it got the answers that are owed, and reads on until the server closes.
 */
final class RawExchange implements AutoCloseable {
  private static final Duration AWAIT_ANSWER = Duration.ofSeconds(5);

  private final RawForm form;
  private final Duration bound;
  private final Socket socket;
  private final CountDownLatch anyAnswer = new CountDownLatch(1);
  private final CountDownLatch allAnswers = new CountDownLatch(1);
  private volatile boolean aborted;

  private RawExchange(RawForm form, InetSocketAddress address, Duration bound) throws IOException {
    this.form = form;
    this.bound = bound;
    this.socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout((int) bound.toMillis());
    socket.setTcpNoDelay(true);
  }

  /**
   * @param bound for each step of the server
   */
  static Transcript play(RawForm form, InetSocketAddress address, Duration bound)
      throws IOException {
    try (RawExchange exchange = new RawExchange(form, address, bound)) {
      Thread.ofVirtual().start(exchange::write);
      return exchange.read();
    }
  }

  private Transcript read() {
    List<Answer> answers = new ArrayList<>();
    try {
      var reader = new AnswerReader(new BufferedInputStream(socket.getInputStream()));
      while (answers.size() <= form.expected().answers().size()) {
        if (answers.size() >= form.expected().owed()) {
          allAnswers.countDown();
        }
        Optional<Answer> answer = reader.next(false);
        anyAnswer.countDown();
        if (answer.isEmpty()) {
          return new Transcript(answers, End.CLOSED, "");
        }
        answer.filter(next -> !next.isInterim()).ifPresent(answers::add);
      }
      return new Transcript(answers, End.CLOSED, "more answers than are read");
    } catch (IOException e) {
      return new Transcript(answers, aborted ? End.ABORTED : end(e), e.toString());
    }
  }

  private static End end(IOException e) {
    return switch (e) {
      case SocketTimeoutException _ -> End.SILENT;
      case MalformedAnswerException _ -> End.GARBAGE;
      case EOFException _ -> End.CUT;
      default -> End.RESET;
    };
  }

  /** A server that has answered may close before all is written: then reading shows what it did. */
  private void write() {
    try {
      for (Step step : form.steps()) {
        write(step);
      }
      if (allAnswers.await(bound.toMillis(), TimeUnit.MILLISECONDS) && !aborted) {
        socket.shutdownOutput();
      }
    } catch (IOException closed) {
      anyAnswer.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Step step) throws IOException, InterruptedException {
    switch (step) {
      case Step.Send(Bytes bytes) -> socket.getOutputStream().write(bytes.toArray());
      case Step.Dribble(Bytes bytes, int pieceBytes, Duration pause) -> {
        for (int at = 0; at < bytes.length(); at += pieceBytes) {
          boolean _ = anyAnswer.await(pause.toMillis(), TimeUnit.MILLISECONDS);
          socket.getOutputStream().write(bytes.part(at, at + pieceBytes).toArray());
        }
      }
      case Step.AwaitAnswer() -> {
        boolean _ = anyAnswer.await(AWAIT_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      }
      case Step.Abort() -> {
        aborted = true;
        socket.setSoLinger(true, 0);
        socket.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
