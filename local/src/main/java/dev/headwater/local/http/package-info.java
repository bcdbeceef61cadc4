/**
 * The HTTP server behind every endpoint of the local cloud. Callers, request framing, body sizes
 * and connection counts are checked here and nowhere else; keep protocols of AWS services out.
 */
@NullMarked
package dev.headwater.local.http;

import org.jspecify.annotations.NullMarked;
