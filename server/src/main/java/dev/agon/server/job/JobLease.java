package dev.agon.server.job;

/** Who writes about a job: a worker under the fence of its lease. */
public record JobLease(long job, String holder, long fence) {}
