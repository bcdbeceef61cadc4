/** The customer service from end to end: the real launcher, a real process, real requests. */
@NullMarked
package dev.headwater.e2e;

import org.jspecify.annotations.NullMarked;
