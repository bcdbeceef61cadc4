/**
 * Copies the events table out and in: {@link dev.headwater.dynamodb.backup.CommitExport} reads
 * commits as they are stored, and {@link dev.headwater.dynamodb.backup.CommitImport} puts them
 * back. Neither knows any codec.
 */
@NullMarked
package dev.headwater.dynamodb.backup;

import org.jspecify.annotations.NullMarked;
