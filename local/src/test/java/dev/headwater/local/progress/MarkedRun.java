package dev.headwater.local.progress;

import dev.headwater.local.progress.Checkpoint.StreamCheckpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A run of a local cloud that keeps its low-water mark in a file, without the cloud. */
final class MarkedRun {
  final Path folder;
  final Path file;

  /** The queues in which messages are left. */
  final List<String> left = new ArrayList<>();

  /** How often tables were made durable. */
  final AtomicInteger saves = new AtomicInteger();

  OutstandingWork work = new OutstandingWork();

  MarkedRun(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("checkpoint.json");
  }

  LowWaterMark begun() {
    LowWaterMark mark = nextStart();
    mark.begin();
    return mark;
  }

  LowWaterMark nextStart() {
    return LowWaterMark.of(work, stores(), file);
  }

  LowWaterMark.Stores stores() {
    return new LowWaterMark.Stores(saves::incrementAndGet, () -> left);
  }

  static void advance(LowWaterMark mark, int settled) {
    mark.advance(() -> at(settled));
  }

  static Checkpoint at(int sequenceNumber) {
    return new Checkpoint(
        Map.of(
            "fn/Stream",
            new StreamCheckpoint("arn", Map.of("shard", Integer.toString(sequenceNumber)))));
  }
}
