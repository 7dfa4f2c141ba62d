package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.GoneReason;

/**
 * The search for another token of a Page whose current one died: the person whose token is verified, and the reason to declare
 * if no token works.
 */
record CandidateCheck(String parent, GoneReason reason) {}
