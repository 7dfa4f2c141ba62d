package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.GoneReason;

/** The search for another token of a Page whose current one died: whose is verified, and what to declare if none works. */
record CandidateCheck(String parent, GoneReason reason) {}
