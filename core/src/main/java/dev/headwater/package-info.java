/**
 * The write side: loads a stream, lets a {@link dev.headwater.Decider} decide, and appends one
 * commit with a conditional write. A service implements {@code Decider} and {@link
 * dev.headwater.StateCodec} and calls {@link dev.headwater.CommandHandler}; adapters implement
 * {@link dev.headwater.EventStore}. Depends on {@code event} and {@code host} alone;
 * package-private types are free to change.
 */
@NullMarked
package dev.headwater;

import org.jspecify.annotations.NullMarked;
