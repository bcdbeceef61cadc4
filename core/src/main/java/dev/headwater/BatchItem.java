package dev.headwater;

/** What became of one command of a batch. */
public sealed interface BatchItem<E, R> {
  /** It was answered. */
  record Answered<E, R>(Outcome<E, R> outcome) implements BatchItem<E, R> {}

  /** It failed, as {@link CommandHandler#handle} says; the others of the batch did not. */
  record Failed<E, R>(RuntimeException failure) implements BatchItem<E, R> {}
}
