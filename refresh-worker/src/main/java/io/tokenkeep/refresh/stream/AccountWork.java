package io.tokenkeep.refresh.stream;

import io.tokenkeep.refresh.account.AccountRules;

/** How a task's accounts are changed: by these rules, one update at a time, and counted. */
record AccountWork(AccountRules rules, AccountUpdates updates, RefreshMetrics metrics) {}
