package io.tokenkeep.exchange.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.account.RecordCheck;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.Token;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.UnreadableJob;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes the job of a record of {@code refresh-commands}. */
final class CommandJobs implements Function<Delivery, Job> {

    private final CommandContext shared;

    CommandJobs(CommandContext shared) {
        this.shared = shared;
    }

    @Override
    public Job apply(Delivery delivery) {
        ConsumerRecord<byte[], byte[]> record = delivery.record();
        try {
            return new CommandJob(shared, read(record, RecordCheck.readAt(record, shared.clock())), delivery);
        } catch (UnreadableRecordException e) {
            return new UnreadableJob(record, String.valueOf(e.getMessage()), shared.publishing());
        }
    }

    /** Key, account and token must name the same account, because the result is published under it. */
    static RefreshCommand read(ConsumerRecord<byte[], byte[]> record, Instant readAt) throws UnreadableRecordException {
        byte[] value = record.value();
        if (value == null || record.key() == null) {
            throw new UnreadableRecordException("no key or no value");
        }
        RefreshCommand command = Topics.REFRESH_COMMANDS.codec().decode(value);
        Token token = command.getToken();
        String account;
        try {
            account = new AccountKey(token.getApp(), token.getAccountId()).toString();
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException("the token names no account");
        }
        if (!account.equals(command.getAccount()) || !account.equals(new String(record.key(), UTF_8))) {
            throw new UnreadableRecordException("key, account and token do not name the same account");
        }
        String problem = RecordCheck.problem(command, readAt);
        if (problem != null) {
            throw new UnreadableRecordException(problem);
        }
        return command;
    }
}
