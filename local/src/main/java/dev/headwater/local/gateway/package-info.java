/**
 * API Gateway's HTTP APIs with payload format 2.0: routes, events, responses and limits. Where
 * AWS's documentation is silent, comments say what was observed.
 */
@NullMarked
package dev.headwater.local.gateway;

import org.jspecify.annotations.NullMarked;
