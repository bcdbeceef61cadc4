/**
 * What the library needs from the machine: time, randomness, waiting, locks and parallel calls, all
 * through {@link dev.headwater.host.Host}; and the root of its exceptions, none of which leaks
 * content. Tests replace {@code Host}, so nothing outside this package may read the real clock or
 * sleep. Depends on no other package.
 */
@NullMarked
package dev.headwater.host;

import org.jspecify.annotations.NullMarked;
