package io.tokenkeep.console.account;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.SharedStore;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.util.List;

/** The topics about accounts, each with the stores that need something of it. */
public final class AccountTopics {

    /** How far back commands are read: longer than a consent waits for a confirmation. */
    public static final Duration COMMANDS_READ = Duration.ofDays(7);

    /** As long as the topic keeps events. */
    public static final Duration EVENTS_READ = Duration.ofDays(90);

    private AccountTopics() {}

    public static Followed<AccountStatus> statuses(TopicNames names, List<TopicStore<AccountStatus>> stores) {
        return new Followed<>(
                "account-status",
                names.onCluster(Topics.ACCOUNT_STATUS),
                status -> new AccountKey(status.getApp(), status.getAccountId()).toString(),
                new SharedStore<>(stores, true),
                null);
    }

    public static Followed<AccountEvent> events(TopicNames names, List<TopicStore<AccountEvent>> stores) {
        return new Followed<>(
                "account-events",
                names.onCluster(Topics.ACCOUNT_EVENTS),
                AccountEvent::getAccount,
                new SharedStore<>(stores, false),
                EVENTS_READ);
    }

    public static Followed<AccountCommand> commands(TopicNames names, List<TopicStore<AccountCommand>> stores) {
        return new Followed<>(
                "account-commands",
                names.onCluster(Topics.ACCOUNT_COMMANDS),
                AccountCommand::getAccount,
                new SharedStore<>(stores, false),
                COMMANDS_READ);
    }
}
