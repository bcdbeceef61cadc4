package dev.headwater;

/** The result of one command in a batch. */
public sealed interface BatchItem<E, R> {
  /** The handler returned an outcome. */
  record Answered<E, R>(Outcome<E, R> outcome) implements BatchItem<E, R> {}

  /** {@link CommandHandler#handle} threw this exception; the other commands are unaffected. */
  record Failed<E, R>(RuntimeException failure) implements BatchItem<E, R> {}
}
