/** A described service in memory, with the real request handling and the real projectors. */
@NullMarked
package dev.headwater.service.memory;

import org.jspecify.annotations.NullMarked;
