/**
 * SQS queues, on an in-process ElasticMQ behind our own HTTP server. Every request passes {@code
 * SqsService}, which keeps web pages out and tracks messages. {@code MessageStore} keeps the
 * messages of durable queues on disk.
 */
@NullMarked
package dev.headwater.local.queues;

import org.jspecify.annotations.NullMarked;
