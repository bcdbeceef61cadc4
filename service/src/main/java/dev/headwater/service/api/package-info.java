/**
 * Answers requests as a service's description says: commands, look-ups, lists, searches, histories
 * and queries of the service's own.
 */
@NullMarked
package dev.headwater.service.api;

import org.jspecify.annotations.NullMarked;
