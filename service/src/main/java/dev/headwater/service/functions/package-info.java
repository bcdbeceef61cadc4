/**
 * The ready-made Lambda functions, and what they share: SDK clients, environment variables,
 * deadlines.
 */
@NullMarked
package dev.headwater.service.functions;

import org.jspecify.annotations.NullMarked;
