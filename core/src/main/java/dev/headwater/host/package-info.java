/**
 * What the libraries ask of the machine: time, randomness, waiting and parallel calls, through
 * {@link dev.headwater.host.Host}, and the exceptions for what does not answer. Depends on no other
 * room.
 */
@NullMarked
package dev.headwater.host;

import org.jspecify.annotations.NullMarked;
