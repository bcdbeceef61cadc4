package dev.headwater.orders.parts;

/** The events of a note. */
sealed interface NoteEvent {
  record NoteWritten(String text) implements NoteEvent {}
}
