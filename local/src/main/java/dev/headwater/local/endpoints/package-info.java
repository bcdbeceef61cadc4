/**
 * The AWS protocols of EventBridge and Lambda, for SDK clients. Error codes, statuses and JSON
 * follow AWS's API references; the behaviour behind them belongs to the bus and the functions.
 */
@NullMarked
package dev.headwater.local.endpoints;

import org.jspecify.annotations.NullMarked;
