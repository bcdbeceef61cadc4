/**
 * Backups as files: a folder, or one compressed file, of JSON Lines with a manifest. {@link
 * dev.headwater.cli.backup.BackupWriter} writes one, {@link dev.headwater.cli.backup.BackupReader}
 * checks and reads one.
 */
@NullMarked
package dev.headwater.cli.backup;

import org.jspecify.annotations.NullMarked;
