/** Event-sourced CQRS: deciders, commands, the event log, projections and the relay. */
@NullMarked
package dev.headwater;

import org.jspecify.annotations.NullMarked;
