/**
 * HTTP on the loopback interface, for all that the local cloud serves: who may call, what a request
 * may look like, and how many connections there may be, decided in one place.
 */
@NullMarked
package dev.headwater.local.http;

import org.jspecify.annotations.NullMarked;

