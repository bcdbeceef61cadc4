package dev.headwater.local.tables;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A read that serves all who wait for one: each goes on after a read that began when it was already
 * waiting. One read at a time is under way, so that under load few serve many.
 */
final class SharedRead {
    private final Read read;
    /** Fair, so that who asked before a read ended is served by the next. */
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition ended = lock.newCondition();
    private long begun;
    private long succeeded;
    private boolean isUnderWay;

    /** What is done for all. */
    interface Read {
        void run() throws IOException;
    }

    SharedRead(Read read) {
        this.read = read;
    }

    /**
     * Returns after a read that began after this.
     *
     * @throws IOException when the caller's own turn to read failed; who else waits tries again
     */
    void await() throws IOException {
        lock.lock();
        try {
            long needed = begun + 1;
            while (succeeded < needed) {
                if (isUnderWay) {
                    ended.awaitUninterruptibly();
                } else {
                    takeTurn();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void takeTurn() throws IOException {
        long number = ++begun;
        isUnderWay = true;
        lock.unlock();
        try {
            read.run();
        } catch (IOException | RuntimeException | Error e) {
            end(0);
            throw e;
        }
        end(number);
    }

    /** Leaves the lock held, as it was before the turn. */
    private void end(long success) {
        lock.lock();
        succeeded = Math.max(succeeded, success);
        isUnderWay = false;
        ended.signalAll();
    }
}
