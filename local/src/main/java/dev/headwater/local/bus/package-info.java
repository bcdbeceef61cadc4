/**
 * Event buses and schedules, and rules that route events to queues and functions. Event Ruler does
 * the matching; error codes and limits are EventBridge's, so change them only to follow its
 * documentation.
 */
@NullMarked
package dev.headwater.local.bus;

import org.jspecify.annotations.NullMarked;
