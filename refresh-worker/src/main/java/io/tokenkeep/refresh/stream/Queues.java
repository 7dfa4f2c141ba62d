package io.tokenkeep.refresh.stream;

/** Where a task's accounts wait: for their time, for their app's pace, and for the end of its hold. */
record Queues(DueIndex due, Line line, Holds holds) {}
