/**
 * A service described once: its aggregates, commands, views and queries, as one immutable value
 * from which the functions, the HTTP API and the direct invokes follow. Start at {@link
 * dev.headwater.service.ServiceDefinition}.
 */
@NullMarked
package dev.headwater.service;

import org.jspecify.annotations.NullMarked;
