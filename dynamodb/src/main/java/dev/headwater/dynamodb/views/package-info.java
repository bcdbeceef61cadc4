/**
 * Views on a DynamoDB table, and lists over an index each. A service implements {@link
 * dev.headwater.dynamodb.views.ViewFormat}.
 */
@NullMarked
package dev.headwater.dynamodb.views;

import org.jspecify.annotations.NullMarked;
